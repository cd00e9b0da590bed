"""What Powertools remembers of requests, in memory."""

from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyItemAlreadyExistsError,
    IdempotencyItemNotFoundError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.base import STATUS_CONSTANTS, BasePersistenceLayer
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord


class FakeRecords(BasePersistenceLayer):
    """Powertools' record of requests in memory, under the promises of its table."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, DataRecord] = {}

    def _get_record(self, idempotency_key: str) -> DataRecord:
        if idempotency_key not in self.held:
            raise IdempotencyItemNotFoundError
        return self.held[idempotency_key]

    def _put_record(self, data_record: DataRecord) -> None:
        standing = self.held.get(data_record.idempotency_key)
        if standing is not None and not standing.is_expired:
            self._validate_payload(data_payload=data_record, stored_data_record=standing)
            raise IdempotencyItemAlreadyExistsError(old_data_record=standing)
        self.held[data_record.idempotency_key] = data_record

    def _update_record(self, data_record: DataRecord) -> None:
        self.held[data_record.idempotency_key] = data_record

    def _delete_record(self, data_record: DataRecord) -> None:
        self.held.pop(data_record.idempotency_key, None)

    def are_in_progress(self) -> None:
        """As if whoever is answering each request had not finished."""
        for key, record in self.held.items():
            self.held[key] = DataRecord(
                key,
                status=STATUS_CONSTANTS["INPROGRESS"],
                expiry_timestamp=record.expiry_timestamp,
                payload_hash=record.payload_hash,
            )
