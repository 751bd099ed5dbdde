"""A long way to another port: ``python -m tests.slow_line НАШ_ПОРТ ЧУЖОЙ_ПОРТ ЗАДЕРЖКА``."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress


async def main(near: int, far: int, delay: float) -> None:
    async def carry(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(65536):
                await asyncio.sleep(delay)
                target.write(piece)
                await target.drain()
        target.close()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", far)
        except OSError:
            writer.close()
            return
        await asyncio.gather(carry(reader, back), carry(there, writer))

    server = await asyncio.start_server(accept, "127.0.0.1", near)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
