def dropout(A_prev, dA, mask, rate, training):
    """A for the layer above, dA_prev for the layer below."""
    if not training:
        return A_prev, dA
    # 0 for those that are off; the others make up for them
    scale = mask / (1 - rate)
    return A_prev * scale, dA * scale
