"""From one section's facts to its text: slots, prompts, the model, the composer, the repair ladder."""
