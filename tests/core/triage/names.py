"""Registries of several kinds of brand, and names written by hand: near misses and impostors."""

from __future__ import annotations

from core.identities import Account, Identities


def registry(brand: str, domain: str, *staff: str, handles: tuple[str, ...] = ()) -> Identities:
    """A brand with the usual accounts, and its people."""
    flat = brand.replace(" ", "")
    accounts = [
        Account(platform="one", id="1", handle=f"{flat}Support", name=f"{brand} Support"),
        Account(platform="one", id="2", handle=f"{flat}Global", name=brand),
        Account(platform="two", id="3", name=f"{brand} Official"),
        *(
            Account(platform="two", id=f"a{number}", handle=handle)
            for number, handle in enumerate(handles)
        ),
        *(
            Account(platform="two", id=f"s{number}", name=name, role="agent")
            for number, name in enumerate(staff)
        ),
    ]
    return Identities(brand=brand, domains=(domain,), accounts=tuple(accounts))


REGISTRIES = {
    "Nordex": registry("Nordex", "nordex.example", "Mira Solberg", "Tomasz Wilk", "Li Wen"),
    "OKX": registry("OKX", "okx.example", "Haider Rafique", "Star Xu"),
    "MEXC": registry("MEXC", "mexc.example", "Tracy Jin"),
    "Gate": registry("Gate", "gate.example", "Han Lin"),
    "Kraken": registry("Kraken", "kraken.example", "Arjun Sethi"),
    "Gemini": registry("Gemini", "gemini.example", "Marshall Beard"),
    "Harbor Lane": registry("Harbor Lane", "harborlane.example", "Анна Петрова", "李文"),
    "Coinbridge": registry("Coinbridge", "coinbridge.example", "Ian Clark", "Stacy Hebert"),
}

NEAR = {
    "Nordex": """
nordex_fan nordexfans nordex_army nordex_news nordexnews24 nordex_parody nordex_victims NordexScam
nordex_sucks nordex_holder nordexholders nordex_hodl nordex_trader NordexTraders nordex_memes
nordex_bull nordex_whale notnordex_parody nordex_unofficial nordex_hater nordex_lover nordex_watch
nordex_moon nordex_maxi NordexUser nordex_support_sucks nordex_support_parody nordex_customer
nordex_community nordex_max nordex_girl norden nordea Nordea_Support nordic nordstrom nordvpn
NordVPN_Support Norden_Help northdex nordhex noredex_ nordlicht normandex index_support dexter
mira mira_s mirahelp Mira_Hansen mirasol mira.berg tomasz tomek_w tomaszk wilk wilkinson liwei
li_wei weili
""",
    "OKX": """
WEEX_Official okex_fan ok_support okay_support oxk_help okxfan okx_news okx_army lokx okxana
booking_support kox_team fox_support box_support rox_official Roxana_Help okra_official
haider haider_ali star starlight rafique_k PEXX_Official
""",
    "MEXC": """
WEEX_Official mexican_help mexico_support mexcan mex_team mexc_fan mexcnews MEXC_holders
memex_official tracy tracy_li jin_support mecx_fan xmec tracyjones
""",
    "Gate": """
gates billgates gatekeeper_support gateway_help GatewaySupport floodgate_support agate_team
gatehouse stargate_official date_support gator_help late_support gate_fan gatenews navigate_help
gateau delegate_team mitigate_support han hanlin_photo Kate_Support GateFan
""",
    "Kraken": """
kraken_fan krakenrum krakens seattlekraken_fans krakow_support karen karen_help Kraken_Parody
kraken_victims release_the_krakenn broken_support drake_official kraken_hodler arjun arjun_k sethi
""",
    "Gemini": """
gemini_girl gemini_lover gemini_season_moon geminimoon genie_support germany_help gamin_team
gemma_official domini_support gemini_scam gemini_horoscope_fan marshall beard marshallb nemini_fan
""",
    "Harbor Lane": """
harbor harbor_cafe lane harborview_support penny_lane harbor_lane_fan harborlanenews anna anna_k
petrova_art harbour_help laneharbor_parody 李娜 李伟 Анна Анна_Иванова
""",
    "Coinbridge": """
coinbridge_fan coinbase_support CoinbaseHelp bridge_support coin_support coinbridgevictims
cambridge_support bridge_coin_meme ian ian_c clarkkent stacy stacy_k hebert_art coinmarket_help
coin_fridge coinage_support JanClarkson
""",
}
FULL_NAMES = {
    "Nordex": ["Mira Hansen", "Mira Berg", "Miranda Sol", "Tomasz Nowak", "Tom Wilkes", "Li Wei",
               "Max Solberg", "Nordex fan club", "I trade on Nordex", "Norden", "Nordea Support",
               "Karl Nordex Holder", "ex Nordex customer", "Nordex victims united"],
    "Coinbridge": ["Ian Clarkson", "Brian Clark", "Stacy Herbertson", "Stacy Bell", "Clark Kent",
                   "Anna Hebert", "Ian Curtis", "Lian Park"],
    "Kraken": ["Arjun Patel", "Kraken Fan", "Karen Miller", "Ravi Sethi", "Seattle Kraken fans"],
    "OKX": ["Haider Khan", "Star Wars", "Okan Support", "Ok Boomer"],
}  # fmt: skip

POSING = {
    "Nordex": """
NordexSupp0rt N0rdexSupport nordex_support1 Nordex.Support NordexSuport NordexSupportt
Nordex_Helpdesk NordexHelp nordex_care help_nordex SupportNordex nordexofficial the_nordex_support
nordex_support_2026 Nordx_Support Nordexx_Support NorдexSupport nordex_admin nordex_refunds
real_nordexsupport NordexGlobaI nordexglobal_ nordex_global_team mira_nordex nordex.mira
MiraNordex tomasz_nordex nordex_tomasz nordex_security NodrexSupport nordex_kyc_team
""",
    "OKX": "OKX_Support okxhelp okx_official Support_OKX 0KX_Support OKXSupp0rt okx_care",
    "MEXC": "MEXC_Support mexchelp mexc_official MEXC_Helpdesk mexc_admin M3XC_Support",
    "Gate": "Gate_Support GateHelp gate_official gatesupport GateSupp0rt GateGIobal",
    "Kraken": "KrakenSupp0rt kraken_help krakensupport_ Kraken_Helpdesk KrakenSuport",
    "Gemini": "GeminiSupp0rt gemini_help geminisupport1 Gemini_Official GerniniSupport",
    "Harbor Lane": """
HarborLaneSupp0rt harbor_lane_help harborlanehelpdesk HarborLane_Official HarbourLaneSupport
HarborLaneGlobal1
""",
    "Coinbridge": "CoinbridgeHelp C0inbridgeSupport coinbrigde_support coinbridge_official",
}
POSING_NAMES = {
    "Nordex": ["Nordex Support ✅", "Nоrdex Suppоrt", "𝗡𝗼𝗿𝗱𝗲𝘅 𝗦𝘂𝗽𝗽𝗼𝗿𝘁",
               "Ｎｏｒｄｅｘ Ｈｅｌｐ", "N o r d e x S u p p o r t",
               "Nordex\u200b Support", "Поддержка Нордекс", "Nordex 客服", "Nordex官方客服",
               "Nordexサポート", "Nordex 고객센터", "الدعم Nordex", "Nordex सहायता", "Mira Solberg",
               "Solberg Mira", "Mira Solberg | Support", "Mira from Nordex", "Tomasz Wilk Nordex",
               "Li Wen", "李文", "\u202etroppuS xedroN", "ɴᴏʀᴅᴇx ꜱᴜᴘᴘᴏʀᴛ",
               "🅽🅾🆁🅳🅴🆇 Support", "Ñordex Súpport"],
    "Harbor Lane": ["Harbor Lane Support", "Анна Петрова", "Anna Petrova", "李文", "Harbor Lane",
                    "Harbour Lane Support", "Support · Harbor Lane"],
    "Kraken": ["Kraken Support", "Krаken Help", "Arjun Sethi", "Kraken Customer Care"],
    "Coinbridge": ["Ian Clark", "Stacy Hebert", "Coinbridge Support Team", "Ian Clark Coinbridge"],
    "OKX": ["OKX Support", "ОКХ Support", "Star Xu OKX", "OKX Helpdesk"],
}  # fmt: skip
