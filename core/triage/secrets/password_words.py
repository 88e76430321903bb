"""Words that stand where a password could: what is said of one, favourites, names of things."""

from __future__ import annotations

# What people say about a password instead of telling it.
STATES = frozenset({
    "about", "access", "again", "already", "always", "also", "asked", "because", "been",
    "being", "blank", "blocked", "button", "can", "cannot", "change", "changed", "changing",
    "character", "characters", "correct", "day", "days", "does", "doesn", "doesn't", "don't",
    "empty", "enough", "errada", "error", "expired", "expirou", "false", "falsch", "field",
    "fine", "forgot", "forgotten", "from", "gone", "good", "hacked", "have", "here", "hidden",
    "incorrect", "incorrecta", "incorrecto", "incorreta", "inválida", "invalid", "issue",
    "just", "known", "leaked", "length", "like", "link", "lost", "lupa", "manager", "minimum",
    "missing", "must", "need", "needed", "never", "none", "not", "null", "often", "okay",
    "only", "option", "optional", "page", "please", "problem", "prompt", "protected",
    "really", "recovery", "rejected", "request", "required", "reset", "safe", "salah", "same",
    "saved", "secret", "secure", "sent", "should", "similar", "since", "somehow", "still",
    "stolen", "strong", "supposed", "then", "there", "this", "today", "too", "true",
    "unknown", "unuttum", "updated", "using", "vergessen", "very", "wasn", "weak", "what",
    "when", "which", "will", "with", "without", "working", "works", "would", "wrong",
    "yanlış", "your", "olvidada", "oublié", "oubliée", "perdu", "esqueci", "perdida", "забыл",
    "забыт", "забыла", "неверный", "неправильный", "верный", "утерян", "сброшен", "изменён",
    "geändert", "richtig", "abgelaufen", "correcta", "correto", "correta", "benar", "tidak",
    "nicht", "pas", "não", "no", "нет", "değil", "доступа", "аккаунта",
})  # fmt: skip
# Words that people choose again and again.
FAVOURITES = frozenset({
    "qwerty", "letmein", "iloveyou", "password", "monkey", "dragon", "sunshine", "princess",
    "football", "baseball", "welcome", "admin", "shadow", "master", "superman", "batman",
    "whatever", "trustno", "passw0rd", "qazwsx", "asdfgh", "asdfghjkl", "zxcvbnm",
    "qwertyuiop",
})  # fmt: skip
# Written like a password, and names of things.
BRANDS = frozenset({
    "lastpass", "keepass", "keepassxc", "bitwarden", "dashlane", "onepassword", "metamask",
    "trustwallet", "youtube", "iphone", "ipad", "icloud", "paypal", "whatsapp", "tiktok",
    "github", "facebook", "linkedin", "macos", "macbook", "openai", "chatgpt", "onlyfans",
})  # fmt: skip
