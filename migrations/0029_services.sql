-- What is entered of the services on the Internet stands beside what is entered of mail. Which settings there
-- are is the program's to say, which reads each by its name.
SET LOCAL search_path = oc_pizza;

ALTER TABLE setting DROP CONSTRAINT setting_name;
ALTER TABLE setting ADD CONSTRAINT setting_name CHECK (name ~ '^[a-z]+(_[a-z]+)*$');
