"""Names that phishing borrows, and the words it lures with. They hint; official sites do not.

Wallets, exchanges, chains, protocols and tokens that have official sites of their own, from
general knowledge; a host that bears one and is not on the allow list deserves a second look.
"""

from __future__ import annotations

from functools import cache

_NAMES = """
1inch 1password aave acala aerodrome aevo akash alchemy algorand altlayer ankr apecoin apple aptos
arbitrum argent arkham ascendex astar aster atomicwallet avail avalanche axieinfinity azuki
babylon backpack balancer bancor banxa base berachain binance bitbox bitcoin bitfinex bitflyer
bitget bithumb bitkeep bitmart bitmex bitpanda bitpay bitso bitstamp bittrex bitvavo blast
blockchain blockfi blocto blur bonk boredape bscscan btcturk bybit camelot cardano celer celestia
celo celsius chainlink chainlist changelly changenow coin98 coinbase coincheck coindcx coinex
coingecko coinhako coinmarketcap coinone collabland compound convex copper cosmos cowswap cronos
cryptocom cryptopunks curve dappradar debank decentraland defillama delegate deribit dexscreener
dextools dodo dogecoin dogwifhat doodles drift dydx dymension eigenlayer ellipal enjin enkrypt
ethena ethereum etherfi etherscan etoro everscale exodus fantom farcaster fetch filecoin
fireblocks flare floki flow fragment francium frax friendtech fuel gala galxe gamestop gateio
gemini getgems gitcoin gmx gnosis grass guarda guild hamster harmony hashpack hedera helium hop
huobi hyperliquid illuvium immutable imtoken indodax infura initia injective iota ipfs jito
jitosol juno jupiter justlend kaia kamino karak kaspa kava kelpdao keplr keystone klaytn kraken
kucoin kusama kyber kyberswap layer3 layerzero lbank leather ledger lens lido lifi linea litecoin
lobstr looksrare luno lyra magiceden magicstore maker makerdao manta mantle mantra marginfi
marinade matcha mathwallet matic maverick mempool merlin metamask meteora mexc mina monad monero
moonbeam moonbirds moonpay moonriver movement multibit multichain mycrypto myetherwallet nansen
near neutron nexo nodepay notcoin odos okex okx oneinch onekey ontology openocean opensea optimism
orca ordinals osmosis pancake pancakeswap parallel paraswap parcl paribu paxful paxos paypal
pendle pepe perpetual petra phantom phemex pinksale plume polkadot poloniex polygon polymarket
portalbridge premint pudgypenguins puffer pump pumpfun pyth quantstamp quest questn quicknode
quickswap rabby radiant rainbow ramp rango rarible raydium remix render renzo reown revolut ribbon
ripple robinhood rocketpool ronin safemoon safepal saga sanctum sandbox scroll secret sei seiyan
shapeshift shiba shibarium shibaswap sideshift simpleswap snapshot solana solend solflare solscan
soneium sonic spacex spookyswap squid stacks stargate starknet stellar stepn story sui suiet
sunswap superrare sushi sushiswap swapper swell swissborg symbiotic synapse synthetix taho taiko
tally tangem taproot temple tensor tesla tether tezos thorchain thorswap tokenpocket tonhub
tonkeeper traderjoe transak travala trezor tron tronlink tronscan trump trust trustpad trustwallet
unisat uniswap upbit usdc usdt velodrome venus verasity virtuals walletconnect wazirx webull
whitebit wirex wojak worldcoin worldliberty wormhole xaman xrpl xumm xverse yearn yieldnodes yoroi
zapper zealy zebpay zengo zerion zeta zksync zora
"""
_LURES = """
activate activation affix airdrop airdrops allocation app approve auth authenticate authentication
authenticator billing bonus bridge bridges center claim claiming claims collect connect connector
connects connexion customer dapp dapps debug desk desktop distribution drop drops eligibility
eligible event exchange extension fix fixer foundation free fund gift giveaway help helpdesk
helpline import integrate integration invest issue issues kyc launch launchpad link live login
mainnet maintain merge migrate migration mint minting multi network node nodes official pad patch
phrase portal premint presale promo protocol recover recovery rectification rectify redeem refund
register registration resolve resolver resolving restake restore revoke reward rewards secure
secured security service signin snapshot solution solve stake staking start support swap swaps
sync synced synchronize tokens tool trading unlock update upgrade usdt validate validation
validator vault verification verify wallet walletconnect wallets web3 whitelist withdraw
withdrawal
"""


@cache
def borrowed() -> frozenset[str]:
    """Names of others that phishing hosts bear."""
    return frozenset(_NAMES.split())


@cache
def lures() -> frozenset[str]:
    """Words that phishing hosts are made of."""
    return frozenset(_LURES.split())
