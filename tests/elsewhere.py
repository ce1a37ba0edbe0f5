"""A pretend second device, so that what would break on a graphics card breaks on any machine.

`python -m tests.elsewhere train ... --device elsewhere` is the command line with such a device. Its
tensors are computed by the processor, with the rules of a graphics card: they cannot be computed
with tensors of the processor, nor seen by NumPy, before they are brought over, and autocast
multiplies in bfloat16 there. It takes a process of its own, for PyTorch cannot forget a device.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import torch
from torch.library import Library, fallthrough_kernel
from torch.overrides import TorchFunctionMode
from torch.utils import backend_registration
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves, tree_map_only

NAME = "elsewhere"
KEY = "AutocastPrivateUse1"  # PyTorch's own name for autocast on a device that others bring
ATEN = torch.ops.aten
BROUGHT_OVER = (ATEN._to_copy.default, ATEN.copy_.default, ATEN.copy.default)
INDEXED = (  # with places that may lie on either device
    ATEN.index.Tensor,
    ATEN.index_put.default,
    ATEN.index_put_.default,
    ATEN._index_put_impl_.default,
)
# by autocast, to bfloat16 and to float32
LOWERED = ("linear", "conv2d", "matmul", "mm", "bmm", "addmm", "baddbmm")
RAISED = ("layer_norm.default", "softmax.int", "log_softmax.int")

Arguments = Sequence[Any]
Named = Mapping[str, Any]


class Elsewhere(torch.Tensor):
    """A tensor of the pretend device; `inner` holds its numbers."""

    inner: torch.Tensor
    __torch_function__ = torch._C._disabled_torch_function_impl

    @staticmethod
    def __new__(cls, inner: torch.Tensor) -> Elsewhere:
        return torch.Tensor._make_wrapper_subclass(
            cls,
            inner.shape,
            strides=inner.stride(),
            storage_offset=inner.storage_offset(),
            dtype=inner.dtype,
            device=torch.device(NAME, 0),
        )

    def __init__(self, inner: torch.Tensor) -> None:
        self.inner = inner

    @classmethod
    def __torch_dispatch__(
        cls, what: Any, types: object, given: Arguments = (), named: Named | None = None
    ) -> Any:
        return computed(what, given, named or {})

    def tolist(self) -> Any:
        return self.cpu().tolist()

    def new_tensor(self, numbers: Any) -> torch.Tensor:
        return torch.tensor(numbers, dtype=self.dtype).to(self.device)

    def untyped_storage(self) -> torch.UntypedStorage:
        return self.inner.untyped_storage()  # safetensors asks whether two share one

    def numpy(self, *, force: bool = False) -> NoReturn:
        raise TypeError("a tensor on another device is not to be seen by NumPy: .cpu() first")

    def __array__(self, *given: Any, **named: Any) -> NoReturn:
        self.numpy()


def computed(what: Any, given: Arguments, named: Named) -> Any:
    """Compute an operation where its tensors lie.

    Raises:
        RuntimeError: they lie on two devices.
    """
    tensors = [leaf for leaf in tree_leaves((given, named)) if isinstance(leaf, torch.Tensor)]
    there = [tensor for tensor in tensors if isinstance(tensor, Elsewhere)]
    here = [tensor for tensor in tensors if not isinstance(tensor, Elsewhere) and tensor.ndim]
    may_mix = what in BROUGHT_OVER or (what in INDEXED and isinstance(given[0], Elsewhere))
    if there and here and not may_mix:
        shapes = [tuple(tensor.shape) for tensor in here]
        raise RuntimeError(f"{what}: tensors on two devices, those on the processor are {shapes}")
    stays = isinstance(given[0], Elsewhere) if what in BROUGHT_OVER else bool(there)
    if named.get("device") is not None:
        stays = torch.device(named["device"]).type == NAME
        named = {**named, "device": torch.device("cpu")}
    plain, plainly = tree_map_only(Elsewhere, lambda tensor: tensor.inner, (given, named))
    found = what(*plain, **plainly)
    if not stays:
        return found
    known = {id(tensor.inner): tensor for tensor in there}  # what was altered in place stays itself

    def brought_back(one: torch.Tensor) -> torch.Tensor:
        return known[id(one)] if id(one) in known else Elsewhere(one)

    return tree_map_only(torch.Tensor, brought_back, found)


class Computing(TorchDispatchMode):
    """Computes what asks for the device by name, too."""

    def __torch_dispatch__(
        self, what: Any, types: object, given: Arguments = (), named: Named | None = None
    ) -> Any:
        return computed(what, given, named or {})


class Making(TorchFunctionMode):
    """Lets `torch.tensor` make tensors there."""

    def __torch_function__(
        self, what: Any, types: object, given: Arguments = (), named: Named | None = None
    ) -> Any:
        named = dict(named or {})
        if what is torch.tensor and (device := named.pop("device", None)) is not None:
            return what(*given, **named).to(device)
        return what(*given, **named)


class Module(backend_registration._DummyBackendModule):
    """What PyTorch asks of a device."""

    def get_amp_supported_dtype(self) -> list[torch.dtype]:
        return [torch.bfloat16]


def cast(operation: Callable[..., Any], dtype: torch.dtype) -> Callable[..., Any]:
    """Return the operation as autocast has it: all its numbers of one width."""
    keys = torch._C.DispatchKeySet(getattr(torch._C.DispatchKey, KEY))

    def narrowed(*given: Any, **named: Any) -> Any:
        with torch._C._ExcludeDispatchKeyGuard(keys):
            parts = tree_map_only(
                torch.Tensor,
                lambda one: one.to(dtype) if one.is_floating_point() else one,
                (given, named),
            )
            return operation(*parts[0], **parts[1])

    return narrowed


def lstm_cell(
    seen: torch.Tensor,
    state: Sequence[torch.Tensor],
    of_seen: torch.Tensor,
    of_state: torch.Tensor,
    more: torch.Tensor,
    more_still: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return an LSTM's next state, from its parts: the processor has no such operation whole."""
    hidden, cell = state
    gates = ATEN.linear(seen, of_seen, more) + ATEN.linear(hidden, of_state, more_still)
    let_in, kept, new, told = gates.chunk(4, 1)
    cell = kept.sigmoid() * cell + let_in.sigmoid() * new.tanh()
    return told.sigmoid() * cell.tanh(), cell


@contextmanager
def device() -> Iterator[None]:
    """Let this process have the device, named `NAME`, for a while; it is made but once."""
    backend_registration._setup_privateuseone_for_python_backend(NAME, backend_module=Module())
    torch.__future__.set_overwrite_module_params_on_conversion(True)
    every, aten = Library("_", "IMPL"), Library("aten", "IMPL")
    every.fallback(fallthrough_kernel, KEY)
    for name in LOWERED:
        aten.impl(name, cast(getattr(ATEN, name), torch.bfloat16), KEY)
    for name in RAISED:
        base, form = name.split(".")
        operation = getattr(getattr(ATEN, base), form)
        aten.impl(name.removesuffix(".default"), cast(operation, torch.float32), KEY)

    for key in ("PrivateUse1", "AutogradPrivateUse1"):
        aten.impl("lstm_cell", lstm_cell, key)

    with Making(), Computing():
        yield


def main() -> None:
    """Run the command line with the device."""
    from vidcap.cli import main as command_line

    with device():
        command_line()


if __name__ == "__main__":
    main()
