"""The provider's batch service: requests noted, sent in files, fetched when they are done."""

from summarywriter.writing.batch.client import BatchClient
from summarywriter.writing.batch.desk import Desk
from summarywriter.writing.batch.exchange import Exchange, Sent
from summarywriter.writing.batch.service import BatchService
from summarywriter.writing.batch.state import ENDED, LOST, STATE_FILE, Batch

__all__ = [
    "ENDED", "LOST", "STATE_FILE", "Batch", "BatchClient", "BatchService", "Desk", "Exchange", "Sent",
]  # fmt: skip
