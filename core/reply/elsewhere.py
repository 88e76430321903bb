"""What people ask a desk that no article answers: the examples of "none of these".

Without them everything that sounds like an exchange would look answered. When an article is written
for one of these, its line here goes.
"""

from __future__ import annotations

ELSEWHERE: dict[str, str] = {
    "en": """
how much can I withdraw per day or month
where do I find my deposit address
how do I withdraw to a bank account
I entered the wrong withdrawal address
how do I whitelist a withdrawal address
why is the withdrawal fee so high
my leverage position was closed or liquidated
what is the funding rate of a perpetual contract
how do I change the leverage or margin mode
what order types do you have
how do I cancel an order
how do I export my trade history
the convert price is bad
how do I change my phone number
how do I change my email address
how do I change my nickname or language
close and delete my account
how do I create a sub-account
how do I create an API key
websocket disconnects, what is the rate limit
the API returns an error code
is staking or earn safe and what does it yield
how do I redeem from earn, what does APR mean
when will you list this coin
is this token delisted
does the network upgrade affect my coins
what happened to holders of this coin
will the price go up next week
bitcoin to the moon, gm everyone
what do you think of this market
join my signal group, high profit
send one coin and get two back
how do I get my referral or sign-up bonus
the airdrop has not been distributed
my voucher code is invalid
trading competition prize
my bank transfer has not arrived
my card payment was declined
can I pay with PayPal or Apple Pay
the p2p seller does not release the coins
the p2p buyer marked paid but I see no money
which countries do you support
can I have two accounts
give me a tax certificate or statement
do you report to the tax authority
police request for user data
we would like to list our token or become partners
are you hiring, I want a job
press inquiry for your company
thank you, great support
good morning traders, nice day
lol that is funny
ok
what is a blockchain
how do I connect a hardware wallet
how do I set a price alert
dark mode please
is there a desktop version for windows
what is the weather like
best restaurant in town
who won the football match
tell me a joke
how do I learn programming
""",
    "zh": """
一天或一个月最多能提多少
充币地址在哪里看
怎么提现到银行卡
提币地址写错了
提币白名单怎么设置
提币手续费为什么这么高
杠杆仓位为什么被平，合约爆仓
合约资金费率是什么
怎么调杠杆倍数或保证金模式
有哪些订单类型
怎么撤单
怎么导出交易记录
闪兑价格不好
换绑手机号
换绑邮箱
修改昵称或语言
注销账号，删除账户
怎么开子账户
怎么创建 API 密钥
接口断线，限速是多少
API 返回错误码
理财质押年化多少，安全吗
理财怎么赎回
什么时候上线这个币
这个币下架了吗
网络升级影响我的币吗
这个币还有救吗
下周会涨吗
比特币要起飞了，大家早上好
今天行情怎么样
进群带单，高收益
转一个币还两个
邀请好友奖励怎么领
注册奖励没有发
空投什么时候发
优惠券无效
交易大赛奖品
新币认购什么时候开始
银行转账没有入账
信用卡付款被拒
能用支付宝或微信付款吗
场外卖家不放币
场外买家说付了，我没收到钱
支持哪些国家
能开两个账户吗
要报税证明或流水
你们会向税务局上报吗
警方调证联系谁
想谈上币或商务合作
你们招人吗，我想应聘
媒体采访找谁
谢谢，服务真好
大家早上好，周末愉快
哈哈，笑死我了
好的
什么是区块链
冷钱包怎么连接
怎么设置价格提醒
有没有夜间模式
有电脑版吗
今天天气怎么样
附近哪里好吃
昨天比赛谁赢了
讲个笑话
怎么学编程
""",
}
