"""From one section's facts to its text: prompt, model, slots, composer, repair ladder."""

from summarywriter.writing.budget import cost
from summarywriter.writing.client import Completes, ModelClient
from summarywriter.writing.commands import without_commands
from summarywriter.writing.drafts import basis, compose_section, hand_section, recheck, refill
from summarywriter.writing.ladder import draft_section
from summarywriter.writing.message import Completion, Message
from summarywriter.writing.prompt import facts_of, prompts_digest, section_messages, usual_length
from summarywriter.writing.redaction import RedactingClient, Redactor
from summarywriter.writing.rewording import reword_facts
from summarywriter.writing.slots import SlotTable, fill, slot_table, to_slots
from summarywriter.writing.tokens import TokenCounter, ranks_file, token_counter

__all__ = [
    "Completes", "Completion", "Message", "ModelClient", "RedactingClient", "Redactor", "SlotTable",
    "TokenCounter", "basis", "compose_section", "cost", "draft_section", "facts_of", "fill",
    "hand_section", "prompts_digest", "ranks_file", "recheck", "refill", "reword_facts",
    "section_messages", "slot_table", "to_slots", "token_counter", "usual_length", "without_commands",
]  # fmt: skip
