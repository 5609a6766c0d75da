-- A list chooses and sorts its rows from this index alone and reads the columns of one page only. Measured among a million matters for a county
-- of ten thousand: sorting whole rows took twenty times as long.
create index matter_list on matter (handling_at, process, opened_on, due, closed, state, number, id);
-- The whole province, newest first, without sorting a million.
create index matter_newest on matter (opened_on desc nulls last, id);
