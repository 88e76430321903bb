"""Backups in a bucket of any S3-compatible store, streamed there in parts; extra `[s3]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, cast

from app.backup.seal import BackupFailed
from app.backup.vault import S3, SUFFIX, Draft
from core.errors import ConfigError
from core.tables.backup import S3_ID, S3_SECRET, BackupTable

# Stores take ten thousand parts of at least five MiB: 160 GB a backup.
PART_BYTES = 16 << 20
NO_LIBRARY = "[backup] target: s3:// needs the extra s3: pip install 'skerry[s3]'"
NO_BUCKET = "[backup] target: {place}: use s3://bucket/prefix"
HALF = f"set both {S3_ID} and {S3_SECRET}, or neither to use this machine's own role"
FAILED = "{place}: {why}"
_AGAIN = {"max_attempts": 4}
# Not every store knows the newer checksums, and each chunk carries its own proof.
_PLAIN = dict.fromkeys(
    ("request_checksum_calculation", "response_checksum_validation"), "when_required"
)


class S3Vault:
    """Implements `Vault`; credentials are the desk's own, else what this machine has."""

    def __init__(self, place: str, table: BackupTable, secrets: Mapping[str, str]) -> None:
        bucket, _, prefix = place.removeprefix(S3).partition("/")
        if not bucket:
            raise ConfigError(NO_BUCKET.format(place=place))
        self.name, self.bucket = place.rstrip("/"), bucket
        self.prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self.client = _client(table, secrets)

    def listing(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        with self.told():
            pages = self.client.get_paginator("list_objects_v2")
            for page in pages.paginate(Bucket=self.bucket, Prefix=self.prefix):
                for each in page.get("Contents", ()):
                    found[each["Key"].removeprefix(self.prefix)] = int(each["Size"])
        return {name: size for name, size in found.items() if name.endswith(SUFFIX)}

    def draft(self, name: str) -> Draft:
        with self.told():
            return S3Draft(self, self.prefix + name)

    def open(self, name: str) -> BinaryIO:
        with self.told():
            answer = self.client.get_object(Bucket=self.bucket, Key=self.prefix + name)
            return cast("BinaryIO", _Body(answer["Body"], self))

    def remove(self, name: str) -> None:
        with self.told():
            self.client.delete_object(Bucket=self.bucket, Key=self.prefix + name)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What the store or the way there says, in one line."""
        from boto3.exceptions import Boto3Error  # noqa: PLC0415 - an extra
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415

        try:
            yield
        except (ClientError, BotoCoreError, Boto3Error, OSError) as error:
            why = str(error).partition("\n")[0]
            raise BackupFailed(FAILED.format(place=self.name, why=why)) from None


class S3Draft:
    """Implements `Draft`: an upload in parts, which nobody sees before it is complete."""

    def __init__(self, vault: S3Vault, key: str) -> None:
        self._vault, self._waiting = vault, bytearray()
        self._where = {"Bucket": vault.bucket, "Key": key}
        self._parts: list[dict[str, Any]] = []
        self._upload = vault.client.create_multipart_upload(**self._where)["UploadId"]

    def write(self, data: bytes, /) -> int:
        self._waiting += data
        if len(self._waiting) >= PART_BYTES:
            self._send()
        return len(data)

    def read(self, _size: int = -1, /) -> bytes:
        """Drafts are only written."""
        return b""

    def keep(self) -> None:
        self._send()
        with self._vault.told():
            self._vault.client.complete_multipart_upload(
                **self._where, UploadId=self._upload, MultipartUpload={"Parts": self._parts}
            )

    def drop(self) -> None:
        with suppress(BackupFailed), self._vault.told():
            self._vault.client.abort_multipart_upload(**self._where, UploadId=self._upload)

    def _send(self) -> None:
        number = len(self._parts) + 1
        with self._vault.told():
            answer = self._vault.client.upload_part(
                **self._where, UploadId=self._upload, PartNumber=number, Body=bytes(self._waiting)
            )
        self._parts.append({"PartNumber": number, "ETag": answer["ETag"]})
        self._waiting.clear()


class _Body:
    """What comes over the wire, with its errors in our words."""

    def __init__(self, body: Any, vault: S3Vault) -> None:
        self._body, self._vault = body, vault

    def read(self, size: int = -1, /) -> bytes:
        with self._vault.told():
            return bytes(self._body.read(size if size >= 0 else None))

    def close(self) -> None:
        self._body.close()

    def __enter__(self) -> _Body:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _client(table: BackupTable, secrets: Mapping[str, str]) -> Any:
    try:
        import boto3  # noqa: PLC0415 - an extra
        from botocore.config import Config  # noqa: PLC0415
        from botocore.exceptions import BotoCoreError  # noqa: PLC0415
    except ImportError:
        raise ConfigError(NO_LIBRARY) from None
    own = {"aws_access_key_id": secrets.get(S3_ID), "aws_secret_access_key": secrets.get(S3_SECRET)}
    if bool(own["aws_access_key_id"]) != bool(own["aws_secret_access_key"]):
        raise ConfigError(HALF)
    try:
        return boto3.client(
            "s3",
            endpoint_url=table.endpoint or None,
            region_name=table.region or None,
            config=Config(connect_timeout=10, read_timeout=60, retries=_AGAIN, **_PLAIN),
            **own,
        )
    except (BotoCoreError, ValueError) as error:
        raise ConfigError(f"[backup] {error}") from None
