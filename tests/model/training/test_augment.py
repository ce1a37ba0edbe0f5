import numpy as np

from vidcap.model.training.augment import altered


def test_altered_pictures_keep_their_size_and_differ() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (48, 48, 3), np.uint8)
    chance = np.random.default_rng(2)
    views = [altered(picture, chance) for _ in range(20)]
    assert all(view.shape == picture.shape and view.dtype == np.uint8 for view in views)
    assert len({view.tobytes() for view in views}) == 20
    assert any((view[:, :, 0] == view[:, :, 2]).all() for view in views)  # a grey one
