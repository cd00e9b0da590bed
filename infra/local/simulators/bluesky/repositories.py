"""The repositories of a simulated Bluesky. The AppView indexes every write at once."""

from infra.local.simulators.bluesky import identifiers, record_index
from infra.local.simulators.bluesky.model import Record
from infra.local.simulators.bluesky.state import BlueskyState
from infra.local.simulators.exchange import JsonObject


class BlueskyRepositories(BlueskyState):
    """Adds writing to the state of the network."""

    def put(self, did: str, collection: str, rkey: str | None, value: JsonObject) -> Record:
        """Store a record and index it. A record under an existing key is an edit, and keeps its place."""
        now = self.clock.tick()
        key = rkey or self.tids.next(now)
        uri = f"at://{did}/{collection}/{key}"
        known = self.records.get(uri)
        record = Record(
            uri=uri,
            cid=identifiers.cid(value),
            did=did,
            collection=collection,
            rkey=key,
            value=value,
            indexed_at=known.indexed_at if known else now,
        )
        self.records[uri] = self.repos[did, collection][key] = record
        if known is None:
            record_index.index_record(self, record)
        return record

    def delete(self, uri: str) -> Record | None:
        """Delete the record, and return it if it existed."""
        record = self.records.pop(uri, None)
        if record is not None:
            del self.repos[record.did, record.collection][record.rkey]
            record_index.unindex_record(self, record)
        return record
