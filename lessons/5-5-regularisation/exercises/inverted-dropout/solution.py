def dropout(A_prev, dA, mask, rate, training):
    """Inverted dropout: A for the layer above, dA_prev for the layer below."""
    if not training:
        return A_prev, dA
    scale = mask / (1 - rate)  # 0 for those that are off; the others make up for them
    return A_prev * scale, dA * scale
