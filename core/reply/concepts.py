"""Words that mean the same to a support desk: concept -> words, for each language of articles.

A reader who writes "handset" finds what is written about phones. Words are stemmed before they are
compared; several words in a row are one entry.
"""

from __future__ import annotations

CONCEPTS: dict[str, dict[str, str]] = {
    "en": {
        "login": (
            "login, log in, logon, log on, sign in, signin, sign on, get in, logged in, "
            "signed in, logging in, signing in"
        ),
        "password": "password, wrong password, passphrase, passcode, pw, pwd, credentials",
        "forgot": "forgot, forget, forgotten, remember, recall, memory",
        "reset": "reset, recover, recovery, restore, renew, change",
        "code": "code, otp, digits, pin, one time, six digit",
        "text": "sms, text message, text, inbox",
        "twofa": "2fa, authenticator, two factor, two step, tfa, authy, mfa, second factor",
        "phone": "phone, mobile, handset, cell, smartphone, iphone, android, samsung, sim",
        "lost": (
            "lost, lose, gone, vanish, disappear, missing, broke, broken, dead, stolen, drained, "
            "emptied, drop, wiped"
        ),
        "locked": (
            "locked, lock, block, blocked, suspend, disable, deactivate, ban, banned, restrict, "
            "unlock, terminate, reactivate, temporarily"
        ),
        "freeze": "freeze, frozen, stop, halt, shut down, on hold, pause",
        "now": (
            "now, immediately, asap, urgent, right away, at once, emergency, instantly, quick, "
            "quickly, hurry, this second"
        ),
        "hacked": (
            "hack, hacker, intruder, compromise, breach, taken over, thief, burglar, attacker, "
            "someone else, somebody else, someone has"
        ),
        "notme": (
            "not me, was not me, wasnt me, did not make, didnt make, did not do, didnt do, "
            "never made, never did, not mine, isnt mine, recognise, recognize, unknown, strange, "
            "unfamiliar, unauthorized, unauthorised, never approved, never authorized, "
            "did not authorize, know nothing, did nothing, asleep, sleeping, while i slept, "
            "suspicious"
        ),
        "withdraw": (
            "withdraw, withdrew, withdrawal, withdrawn, payout, cash out, cashout, take out, "
            "took out, taken out, taking out, coins out, money out, funds out, pull out, "
            "outgoing, moved out, transfer out, went out, left my account, get my coins, "
            "get my money"
        ),
        "deposit": "deposit, top up, topup, incoming, sent in, transfer in, add funds, transferred",
        "arrive": (
            "arrive, credit, show, receive, come, came, appear, reflect, land, visible, see, "
            "reach, nothing"
        ),
        "wrong": "wrong, incorrect, mistake, instead, accident, mix, mixed up, should have been",
        "network": (
            "network, chain, wrong blockchain, erc20, bep20, trc20, bsc, polygon, arbitrum, "
            "base, mainnet, optimism, bnb, tron, avalanche"
        ),
        "memo": (
            "memo, tag, destination tag, comment, toncoin, xrp, ripple, xlm, stellar, ton, eos, "
            "atom, cosmos, payment id"
        ),
        "pending": (
            "pending, process, stuck, wait, delay, slow, review, hours, days, weeks, long, "
            "still, progress, status, ages, since yesterday, taking forever, queue, approval, "
            "approve"
        ),
        "rejected": (
            "reject, refuse, deny, denied, decline, fail, cancel, turned down, turn down, "
            "bounce, not allowed, not permitted, not possible, not accept, disallow, disabled, "
            "returned, unsuccessful, blocked, error"
        ),
        "order": "order, bid, limit order, stop, stop loss, sell order, buy order, take profit",
        "filled": "fill, execute, trigger, fire, match, partially, half",
        "fee": (
            "fee, commission, expensive, discount, charge, cost, percent, percentage, rate, "
            "maker, taker, cheap, cheaper, spread, vip, tier"
        ),
        "kyc": (
            "kyc, verification, verify, verified, identity, identify, identification, document, "
            "passport, selfie, face, face scan, id card, id, driving, papers, licence, license, "
            "proof of address, liveness"
        ),
        "down": (
            "down, outage, offline, server, maintenance, unavailable, crashes, app crash, "
            "white screen, load, blank, lag, reachable, 502, 503, gateway, not working, "
            "not work, error 500"
        ),
        "site": "site, website, app, page, platform, exchange",
        "buy": "buy, purchase, bought, get some, get started",
        "first": "first, beginner, newbie, new, start, begin, novice, noob",
        "human": (
            "human, person, agent, employee, operator, representative, real person, "
            "staff member, somebody real, someone real, live chat, live agent, actual person, "
            "not a machine, not a bot, human being"
        ),
        "robot": "bot, robot, machine, automatic, automated, ai",
        "contact": (
            "contact, hotline, get through, call, ring, speak, talk, connect, ticket, support, "
            "phone number"
        ),
        "crisis": (
            "suicide, kill myself, end my life, end it, alive, live, die, dying, hurt myself, "
            "hopeless, no way out, no reason"
        ),
        "official": (
            "official, real, genuine, legit, trustworthy, one of your, your employee, your team, "
            "your website, your domain, belong, yours, authentic, really you, run by, "
            "one of yours, from you, impersonator, fake"
        ),
        "asksme": "ask, demand, want me, told me to, require, need me, insist, tell me to, wants",
        "upfront": (
            "fee before, tax, taxes, deposit to, pay first, first pay, release, unlock fee, "
            "insurance, before my withdrawal, to unlock, pay a fee, security deposit"
        ),
        "remote": "anydesk, teamviewer, screen, remote, install",
        "scam": (
            "scam, fraud, con, conned, trick, cheat, swindle, phony, dating, romance, broker, "
            "fell for, ripped off, fraudster, scammer, stole, met online, online friend, "
            "investment group, ponzi, rug, robbed, took my money"
        ),
        "gave": (
            "told, gave, given, shared, pasted, typed, entered, posted, leaked, revealed, "
            "exposed, read out, gave away, handed over, filled in"
        ),
        "seed": (
            "seed, phrase, recovery phrase, recovery words, twelve words, 12 words, 24 words, "
            "secret words, mnemonic, private key, backup words, wallet key"
        ),
        "alert": "alert, notification, notify, notice, email, mail",
        "device": "device, ip, location, country, city, abroad, session",
        "privacy": (
            "data, personal, store, saved, privacy, retention, my messages, what i write, "
            "conversation"
        ),
        "hello": "hello, hi, hey, good morning, good evening, anyone there",
        "done": (
            "confirmed, confirmations, complete, completed, done, success, successful, explorer, "
            "etherscan, blockchain shows"
        ),
        "money": (
            "money, funds, coins, crypto, savings, btc, eth, usdt, bitcoin, usdc, tokens, "
            "assets, balance, everything"
        ),
    },
    "zh": {
        "login": "登录, 登陆, 登入, 登不上, 登不进, 进不去",
        "password": "密码, 口令",
        "forgot": "忘记, 忘了, 想不起, 记不清, 记不得, 不记得",
        "reset": "重置, 重设, 找回, 修改, 改, 恢复, 重新设",
        "code": "验证码, 动态码, 数字, 校验码, 六位, 动态口令",
        "text": "短信, 邮箱, 邮件, 信箱",
        "notarrive": "收不到, 没收到, 没有收到, 没来, 没有码, 没到, 等不到",
        "twofa": "谷歌验证, 验证器, 两步验证, 二次验证, 双重验证, 2fa",
        "phone": "手机, 电话, 旧机, 设备",
        "lost": "丢了, 丢失, 没了, 不见, 坏了, 被偷, 被抢, 掉了, 清空, 少了",
        "locked": "锁定, 被锁, 锁住, 封号, 被封, 封我, 解封, 解锁, 停用, 禁用, 限制, 冻停, 封停",
        "freeze": "冻结, 停掉, 封住, 拦住, 冻住",
        "now": "马上, 立即, 立刻, 赶紧, 快点, 快帮, 快停, 快把, 紧急, 着急, 赶快, 尽快, 此刻",
        "hacked": "被盗, 黑客, 入侵, 盗号, 有人, 坏人, 别人",
        "notme": (
            "不是我, 没操作, 没有操作, 不知情, 陌生, 不认识, 未经授权, 什么都没做, 不是本人, "
            "没登录, 没有提"
        ),
        "withdraw": "提币, 提现, 提出, 转出, 出金, 提款, 提走, 转走, 小时前提, 提不了, 提不出",
        "deposit": "充币, 充值, 入金, 转进, 转入, 打过来, 转过来, 充进, 打币, 转币",
        "arrive": "到账, 入账, 显示, 收到, 没到, 还没到, 没反应, 看不到, 看到",
        "wrong": "错, 选错, 填错, 转错, 写错, 弄错, 搞错",
        "network": "网络, 主网, 链, 公链, 跨链, 币安链, 波场, 以太坊网络",
        "memo": "标签, 备注, memo, tag, 瑞波, 恒星, xrp, xlm",
        "pending": (
            "处理中, 审核中, 卡住, 卡在, 卡着, 慢, 多久, 一直, 还没, 等了, 还等, 在等, 要等, "
            "几天, 几小时, 小时前, 不动, 没变, 没动静, 放行, 什么时候, 状态"
        ),
        "rejected": "拒绝, 失败, 驳回, 退回, 取消, 不允许, 没通过, 打回, 报错, 不被允许",
        "order": "订单, 挂单, 委托, 限价, 买单, 卖单, 单子, 止损, 止盈",
        "filled": "成交, 触发, 执行, 一部分, 一半",
        "fee": "手续费, 费率, 佣金, 收费, 抽, 几个点, 费用, 吃单, 贵, 折扣, 便宜",
        "tier": "等级, vip, 交易量, 量大, 档",
        "kyc": "认证, 实名, 身份, 证件, 护照, 身份证, 驾照, 人脸, 扫脸, 刷脸, 活体, 资料, kyc",
        "down": "下线, 502, 503, 瘫痪, 打不开, 故障, 挂了, 维护, 服务器, 白屏, 卡死, 进不去, 宕机",
        "site": "网站, 官网, 平台, app, 软件, 页面, 系统",
        "buy": "买币, 买比特币, 购买, 买点, 想买, 买到",
        "first": "第一次, 新手, 小白, 入门, 开始, 教程, 步骤, 一步步",
        "human": "人工, 真人, 工作人员, 客服, 专人, 客服人员, 活人",
        "robot": "机器人, 自动回复, 机器",
        "contact": "联系, 热线, 电话, 转接, 工单",
        "crisis": "不想活, 自杀, 轻生, 结束生命, 了断, 活着, 活下去, 伤害自己, 结束这一切, 去死",
        "official": "官方, 真的, 假的, 你们的人, 官网, 你们自己, 是不是你们, 真正, 冒充",
        "asksme": "要我, 让我, 叫我, 问我, 要求",
        "upfront": "先交, 先付, 保证金, 税, 手续费才能",
        "remote": "远程, 屏幕, 共享, 安装软件",
        "scam": "被骗, 骗, 骗子, 诈骗, 杀猪盘, 骗走, 上当, 骗光",
        "gave": "告诉, 发出, 发到, 填进, 填到, 填了, 说出去, 泄露, 念给, 给了, 截图, 暴露",
        "seed": "助记词, 私钥, 单词, 十二个, 恢复词",
        "alert": "提醒, 通知, 提示",
        "device": "异地, ip, 城市, 国外, 登录记录, 设备列表",
        "privacy": "隐私, 数据, 信息, 聊天记录, 保存, 存多",
        "hello": "你好, 您好, 在吗, 早上好, 请问",
        "done": "已确认, 确认了, 成功, 完成, 浏览器, 链上",
        "money": "币, 钱, 资产, 积蓄, 余额, 资金",
        "police": "报警, 报案, 举报",
    },
}
