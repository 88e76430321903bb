"""Backups in a bucket, against a small S3 server on loopback."""

from __future__ import annotations

import asyncio
import builtins

import pytest

from app.backup import s3 as backup_s3
from app.backup import vault as backup_vault
from app.backup.copy import back_up, keys, newest, verify
from app.backup.s3 import S3Vault
from app.backup.seal import BackupFailed, keys_of
from app.backup.vault import known, vault_at
from app.restore.run import restore
from app.restore.source import located, opened
from core.errors import ConfigError
from core.settings import Loaded
from core.tables.backup import S3_ID, S3_SECRET, BackupTable
from storage import open_store
from tests.backup_kit import OUR_KEY, fill, loaded, same, tallies

moto = pytest.importorskip("moto.server", reason="no S3 server: pip install moto[server]")
SECRETS = {S3_ID: "nordex", S3_SECRET: "made-up"}
PLACE = "s3://nordex-backups/desk"


@pytest.fixture(scope="module")
def endpoint():
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def table(endpoint):
    return BackupTable(target=PLACE, endpoint=endpoint, region="us-east-1")


@pytest.fixture
def vault(table):
    found = vault_at(PLACE, table, SECRETS)
    assert isinstance(found, S3Vault)
    found.client.create_bucket(Bucket="nordex-backups")
    yield found
    for each in found.client.list_objects_v2(Bucket="nordex-backups").get("Contents", ()):
        found.client.delete_object(Bucket="nordex-backups", Key=each["Key"])
    found.client.delete_bucket(Bucket="nordex-backups")


@pytest.fixture
def desk(tmp_path):
    url = f"sqlite:///{tmp_path}/desk.db"

    async def work():
        store = await open_store(url)
        await fill(store)
        await store.close()

    asyncio.run(work())
    return url


def settings(url: str, table: BackupTable) -> Loaded:
    made = loaded(url, **table.model_dump())
    return Loaded(made.settings, {**made.secrets, **SECRETS})


def test_there_and_back(desk, vault, table, tmp_path):
    ours = settings(desk, table)
    first = back_up(ours, "asked", lambda _: None)
    second = back_up(ours, "asked", lambda _: None)
    assert {each.name for each in known(vault)} == {first.name, second.name}
    assert vault.listing()[first.name] == first.size > 1_000
    assert newest(vault) == max(first.name, second.name)
    head, held = verify(vault, first.name, keys(ours), lambda _: None)
    assert (head.why, held.rows) == ("asked", first.rows)
    new = f"sqlite:///{tmp_path}/new.db"
    for place in (PLACE, f"{PLACE}/{first.name}"):
        assert located(place, ours)[1] in {first.name, second.name}
    with opened(PLACE, ours) as source:
        restore(source, new, settings(new, table), lambda _: None)
    assert same(tallies(desk), tallies(new)) == []
    vault.remove(first.name)
    assert [each.name for each in known(vault)] == [second.name]


def test_in_several_parts(vault, monkeypatch):
    size = 5 << 20
    monkeypatch.setattr(backup_s3, "PART_BYTES", size)
    draft = vault.draft("x.skb")
    whole = bytes(range(256)) * (size // 128)
    for start in range(0, len(whole), 1 << 20):
        draft.write(whole[start : start + (1 << 20)])
    draft.write(b"end")
    assert vault.listing() == {}
    draft.keep()
    with vault.open("x.skb") as body:
        assert body.read(-1) == whole + b"end"
    assert draft.read() == b""


def test_an_upload_that_fails_leaves_nothing(desk, vault, table, monkeypatch):
    def breaks(self):
        yield from ()
        raise InterruptedError

    monkeypatch.setattr("storage.copies.snapshot.Snapshot.blocks", breaks)
    with pytest.raises(InterruptedError):
        back_up(settings(desk, table), "asked", lambda _: None)
    assert vault.listing() == {}
    left = vault.client.list_multipart_uploads(Bucket="nordex-backups")
    assert not left.get("Uploads")


def test_a_flipped_byte_in_the_bucket_is_found(desk, vault, table):
    made = back_up(settings(desk, table), "asked", lambda _: None)
    key = f"desk/{made.name}"
    data = bytearray(vault.client.get_object(Bucket="nordex-backups", Key=key)["Body"].read())
    data[len(data) // 2] ^= 1
    vault.client.put_object(Bucket="nordex-backups", Key=key, Body=bytes(data))
    with pytest.raises(BackupFailed, match="changed or cut short"):
        verify(vault, made.name, keys_of(OUR_KEY), lambda _: None)


def test_a_bucket_that_is_not_there_costs_one_line(table):
    other = vault_at("s3://nowhere-at-all/x", table, SECRETS)
    for asked in (other.listing, lambda: other.draft("a.skb"), lambda: other.open("a.skb")):
        with pytest.raises(BackupFailed, match=r"s3://nowhere-at-all/x: .*bucket") as found:
            asked()
        assert "\n" not in str(found.value)
        assert SECRETS[S3_SECRET] not in str(found.value)


def test_a_store_that_does_not_answer_costs_one_line(monkeypatch):
    monkeypatch.setattr(backup_s3, "_AGAIN", {"max_attempts": 1})
    table = BackupTable(endpoint="http://127.0.0.1:9", region="us-east-1")
    with pytest.raises(BackupFailed, match="Could not connect"):
        vault_at(PLACE, table, SECRETS).listing()


@pytest.mark.parametrize("half", [{S3_ID: "a"}, {S3_SECRET: "b"}], ids=["id", "secret"])
def test_half_a_credential_is_refused(half):
    with pytest.raises(ConfigError, match="set both SKERRY_BACKUP_S3_ID and SKERRY_BACKUP_S3_SECR"):
        vault_at(PLACE, BackupTable(region="us-east-1"), half)


def test_an_address_that_is_none_costs_one_line():
    with pytest.raises(ConfigError, match="endpoint"):
        vault_at(PLACE, BackupTable(endpoint="not an address", region="us-east-1"), SECRETS)


def test_without_its_library_the_extra_is_named(monkeypatch):
    real = builtins.__import__

    def missing(name, *rest):
        if name.startswith(("boto3", "botocore")):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ConfigError, match=r"needs the extra s3: pip install 'skerry\[s3\]'"):
        vault_at(PLACE, BackupTable(), SECRETS)


def test_other_places_are_refused():
    assert backup_vault.S3 == "s3://"
    with pytest.raises(ConfigError, match="use a folder or s3://bucket/prefix"):
        vault_at("gs://bucket", BackupTable(), {})
