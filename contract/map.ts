/**
 * The tile map of Fujian: one square for each county-level unit, north at the top. It draws no boundary, so it needs no 审图号.
 * 平潭 (350128) is drawn as a unit of city rank; 金门 (350527) is drawn and inert.
 */
export type MapTile = { readonly code: string; readonly name: string; readonly column: number; readonly row: number }

/** A row of the map a line, a tile a word: the code without its leading 350, then the name. A dot is empty. */
const drawing = `
  . . . . 782武夷山 . 722浦城 . . . .
  . . 723光泽 781邵武 703建阳 . 724松溪 725政和 . 924寿宁 982福鼎
  . . 429泰宁 . 721顺昌 . 783建瓯 923屏南 925周宁 981福安 926柘荣
  . 430建宁 . 428将乐 405沙县 702延平 . 922古田 902蕉城 123罗源 921霞浦
  . 424宁化 421明溪 404三元 . 426尤溪 124闽清 121闽侯 111晋安 105马尾 122连江
  . 423清流 481永安 . 425大田 526德化 125永泰 102鼓楼 103台江 104仓山 112长乐
  821长汀 825连城 . 881漳平 . 525永春 322仙游 302城厢 303涵江 181福清 128平潭
  824武平 823上杭 802新罗 629华安 524安溪 583南安 504洛江 505泉港 304荔城 . .
  . 803永定 627南靖 605长泰 212同安 502鲤城 503丰泽 521惠安 305秀屿 . .
  . . 602芗城 603龙文 211集美 213翔安 582晋江 581石狮 . . .
  . . 628平和 604龙海 205海沧 206湖里 527金门 . . . .
  . 624诏安 622云霄 626东山 623漳浦 203思明 . . . . .
`

export const mapTiles: readonly MapTile[] = drawing
  .trim()
  .split('\n')
  .flatMap((line, row) =>
    line
      .trim()
      .split(' ')
      .map((tile, column) => ({ code: `350${tile.slice(0, 3)}`, name: tile.slice(3), column, row }))
      .filter((tile) => tile.name !== ''),
  )

/** 金门: on the map, and no unit of the platform stands there. */
export const inertTiles: readonly string[] = ['350527']

/** Columns and rows, for the size of the drawing. */
export const mapSize = { columns: 11, rows: 12 } as const
