"""A function of the owner's that measures grown tables anew. It stands here because the foundation has no other app."""

from django.db import migrations

MAKE = """
CREATE FUNCTION count_grown_tables_anew() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
    grown text;
    counted integer := 0;
BEGIN
    FOR grown IN
        SELECT quote_ident(relname) FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relowner = current_user::regrole
            AND pg_relation_size(oid) / current_setting('block_size')::integer > greatest(relpages, 0) * 1.5
        ORDER BY relname
    LOOP
        EXECUTE 'ANALYZE ' || grown;
        counted := counted + 1;
    END LOOP;
    RETURN counted;
END
$$
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_refuse_changes")]

    operations = [migrations.RunSQL(MAKE, "DROP FUNCTION count_grown_tables_anew()")]
