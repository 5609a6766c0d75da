-- A merger names another handling unit and leaves the place to the trigger before it; a trigger "of handling_at" does not see what that one sets, and
-- the clocks stayed behind. Whatever moved the matter, its clocks follow.
drop trigger matter_takes_clocks on matter;
create trigger matter_takes_clocks after update on matter for each row when (old.handling_at is distinct from new.handling_at)
  execute function authority.clocks_follow();
