"""Makes parity.json: what torch computes in 32 bits from the public weights, for a few texts.

Run once, by hand: python -m tests.models.make_parity
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import numpy as np

from models.encoder.pack import Pack
from models.encoder.runtime import PREFIX, tokenizer
from models.encoder.source import find_pack

FILE = Path(__file__).with_name("parity.json")
TEXTS = [
    "Where is my withdrawal? Sent two days ago, still nothing on chain.",
    "lol fees went up again 🙃",
    "someone logged in from another country, please freeze my account NOW",
    "提现三天了还没到账，客服也不回",
    "刚才收到短信说我账号异常，是你们发的吗？",
    "¿Cuánto tarda la verificación de identidad?",
    "Я случайно отправил USDT не в ту сеть, что делать",
    "Hesabıma giremiyorum, doğrulama kodu gelmiyor",
    "Mình nạp tiền từ sáng mà chưa thấy vào ví",
    "출금이 계속 보류 상태예요 빨리 확인해 주세요",
    "二段階認証のアプリを消してしまいました",
    "لم يصلني الإيداع حتى الآن، هذا غير مقبول",
    "O app caiu bem na hora da liquidação, quero meu dinheiro",
    "Tolong bantu, akun saya dibajak orang",
    "Merci, le virement est bien arrivé ce matin !",
    "Wie hoch sind die Gebühren für eine SEPA-Einzahlung?",
    "मेरा केवाईसी बार बार रिजेक्ट हो रहा है",
    "API key returns 401 since the update, спасибо заранее",
    "gm",
    "🚀🚀🚀",
]


def vectors(pack: Pack, texts: list[str]) -> np.ndarray:
    """(texts, hidden) float32, each of length one, by torch, one text at a time."""
    import torch

    from training.torch_encoder import bert

    model = bert(pack).eval()
    words = torch.from_numpy(pack.matrix("emb.word", pack.shape.vocabulary))
    cutter, normal = tokenizer(pack), str.maketrans(pack.normaliser)
    found = []
    with torch.inference_mode():
        for text in texts:
            ids = cutter.encode(PREFIX + text.translate(normal)).ids
            flow = model(inputs_embeds=words[torch.tensor([ids])]).last_hidden_state[0]
            mean = flow.mean(dim=0)
            found.append((mean / mean.norm()).numpy())
    return np.array(found)


def main() -> None:
    path = find_pack()
    assert path is not None, "run `skerry encoder fetch`"
    found = vectors(Pack(path), TEXTS)
    rows = [
        {"text": text, "vector": base64.b64encode(vector.astype("<f2").tobytes()).decode()}
        for text, vector in zip(TEXTS, found, strict=True)
    ]
    FILE.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
