// Runs before everything, in browsers of any age: ES5 only, and no build step touches it.

// zod would try `new Function` once, which the content security policy reports as an error in the console.
window.__zod_globalConfig = { jitless: true }

// A few places inside antd write a <style> of their own and know of no nonce; the policy would refuse them.
var plainCreate = document.createElement
document.createElement = function createElement(name, options) {
  var element = plainCreate.call(document, name, options)
  var meta = element.nodeName === 'STYLE' && document.querySelector('meta[property="csp-nonce"]')
  if (meta) element.nonce = meta.nonce
  return element
}

// Likewise a style attribute written as text (watermark, growing text fields): the same rules through the object are allowed.
var plainSet = Element.prototype.setAttribute
Element.prototype.setAttribute = function setAttribute(name, value) {
  if (name === 'style' && this.style) this.style.cssText = value
  else plainSet.call(this, name, value)
}

function showTooOld() {
  var old = document.getElementById('too-old')
  var app = document.getElementById('app')
  if (old) old.hidden = false
  if (app) app.hidden = true
}

function showSlow() {
  var words = document.querySelector('#app > .first-words')
  if (words) words.textContent = '打开时间过长。请检查网络后刷新本页；仍不能打开时，请联系本单位系统管理员。'
}

// Intl.DisplayNames came with Chromium 81, the oldest that desktops of 信创 are reported with.
if (!('noModule' in document.createElement('script')) || !window.Intl || !Intl.DisplayNames) {
  document.addEventListener('DOMContentLoaded', showTooOld)
}
setTimeout(showSlow, 20000)
