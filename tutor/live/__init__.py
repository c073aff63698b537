"""What a lesson's live parts are and show, without a screen: a folder a part."""
