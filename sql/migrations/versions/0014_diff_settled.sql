-- Filled as seats are folded: the new rules fold every organisation anew once.
CREATE TABLE core.diff_settled (
    organisation_id TEXT NOT NULL,
    position_id TEXT NOT NULL,
    person_key TEXT NOT NULL,
    person TEXT NOT NULL,
    since DATE NOT NULL,
    sources TEXT[],
    CONSTRAINT pk_diff_settled PRIMARY KEY (organisation_id, position_id, person_key),
    CONSTRAINT fk_diff_settled_organisation_id FOREIGN KEY(organisation_id) REFERENCES core.organisation (id) ON DELETE CASCADE,
    CONSTRAINT fk_diff_settled_position_id FOREIGN KEY(position_id) REFERENCES core.position (id)
);
COMMENT ON TABLE core.diff_settled IS 'Holders of whom a further article that names them says nothing new but its day.';
COMMENT ON COLUMN core.diff_settled.organisation_id IS 'The organisation.';
COMMENT ON COLUMN core.diff_settled.position_id IS 'The position.';
COMMENT ON COLUMN core.diff_settled.person_key IS 'Who holds it.';
COMMENT ON COLUMN core.diff_settled.person IS 'The name as it is printed most often.';
COMMENT ON COLUMN core.diff_settled.since IS 'The last day that the diff has weighed: later ones say the same.';
COMMENT ON COLUMN core.diff_settled.sources IS 'The sources whose further articles say the same; null: all.';

-- Resolutions are one by the digits that their numbers begin with. What the function
-- names is bound here: without a path of its own it can be taken into the query.
CREATE FUNCTION core.leading_digits(number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN number ~ '^[0-9]+([^[:digit:]]|$)'
            THEN ltrim(substring(number FROM '^[0-9]+'), '0') END;
COMMENT ON FUNCTION core.leading_digits(text) IS
    'The digits that a number begins with, without noughts before them; null: none, or digits of another script follow.';
CREATE INDEX ix_observation_resolution ON core.observation
    (organisation_id, core.leading_digits(fields ->> 'number'))
    WHERE kind = 'resolution';
