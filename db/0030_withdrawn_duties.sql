-- 三员分立 (S18) is between duties that run or may come to run. One that was withdrawn before it began has no last day, and kept its person from every other
-- class for ever.
alter table duty drop constraint duty_classes_exclude;
alter table duty add constraint duty_classes_exclude
  exclude using gist (person_id with =, class with <>, daterange(from_day, to_day, '[]') with &&) where (status <> 'left');
