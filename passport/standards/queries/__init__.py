"""Questions about frameworks, requirements and crosswalks."""
