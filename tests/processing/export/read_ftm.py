"""Run by an environment that has followthemoney: read entities from stdin, print JSON.

Each entity is built by the library, which refuses unknown schemas and properties, and
cleaned by it; what it drops is printed.
"""

import json
import sys

from followthemoney import model

read, dropped = {}, []
for line in sys.stdin:
    data = json.loads(line)
    entity = model.get_proxy(data, cleaned=False)
    entity.schema.validate(data)
    given = {(name, v) for name, vs in data["properties"].items() for v in vs}
    kept = {(prop.name, value) for prop, value in entity.itervalues()}
    dropped += sorted(given - kept)
    read[entity.id] = {
        "schema": entity.schema.name,
        "caption": entity.caption,
        "points_to": {
            prop.name: value
            for prop, value in entity.itervalues()
            if prop.type.name == "entity"
        },
        "ranges": {
            prop.name: prop.range.name
            for prop, value in entity.itervalues()
            if prop.type.name == "entity"
        },
        "properties": entity.properties,
    }
json.dump({"entities": read, "dropped": dropped}, sys.stdout)
