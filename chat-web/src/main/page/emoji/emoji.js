/** The emoji that have a name here, the most common first: `:smile:` and `:微笑:`. */

const NAMED = `😀 grinning 笑脸|😃 smiley 开心|😄 smile 微笑|😁 grin 露齿笑|😆 laughing 大笑|😅 sweat_smile 汗|🤣 rofl 笑翻|😂 joy 笑哭
🙂 slight_smile 浅笑|😉 wink 眨眼|😊 blush 害羞|😇 innocent 天使|🥰 loved 被爱|😍 heart_eyes 花痴|😘 kiss 飞吻|😋 yum 好吃
😜 tongue 吐舌|🤪 zany 疯狂|🤗 hug 抱抱|🤔 thinking 思考|🤐 zip 闭嘴|😐 neutral 无语|😏 smirk 得意|🙄 eyeroll 白眼
😬 grimace 尴尬|😌 relieved 安心|😔 pensive 失落|😴 sleeping 睡觉|😷 mask 口罩|🤒 sick 生病|🥵 hot 热|🥶 cold 冷
😵 dizzy 晕|🤯 mindblown 震惊|🥳 party 庆祝|😎 cool 酷|🤓 nerd 书呆|😕 confused 困惑|🙁 frown 不开心|😮 wow 哇
😳 flushed 脸红|🥺 please 求求|😢 cry 哭|😭 sob 大哭|😱 scream 惊恐|😞 sad 难过|😩 weary 累|🥱 yawn 困
😤 huff 哼|😡 angry 生气|🤬 swear 骂|💀 skull 骷髅|💩 poop 便便|🤡 clown 小丑|👻 ghost 鬼|🤖 robot 机器人
👍 thumbsup +1 赞|👎 thumbsdown -1 踩|👌 ok 好的|✌️ victory 耶|🤞 luck 好运|🤙 call 电话手势|👋 wave 挥手|🖐️ hand 手
👏 clap 鼓掌|🙌 hooray 欢呼|🙏 thanks 谢谢|🤝 handshake 握手|💪 strong 加油|👀 eyes 看|🧠 brain 脑|🤷 shrug 摊手
🤦 facepalm 捂脸|🙋 raise 举手|💁 info 说明|🏃 run 跑|💃 dance 跳舞|👶 baby 宝宝|👫 couple 情侣|👪 family 家庭
❤️ heart 心|🧡 orange_heart 橙心|💛 yellow_heart 黄心|💚 green_heart 绿心|💙 blue_heart 蓝心|💜 purple_heart 紫心|🖤 black_heart 黑心|💔 broken_heart 心碎
💕 hearts 爱心|💯 100 满分|💢 anger 怒|💥 boom 爆炸|💦 sweat 水滴|💤 zzz 瞌睡|🔥 fire 火|✨ sparkles 闪
⭐ star 星|🌟 glow 闪亮|⚡ zap 闪电|🌈 rainbow 彩虹|☀️ sun 太阳|🌙 moon 月亮|☁️ cloud 云|🌧️ rain 雨
❄️ snow 雪|🌱 seedling 芽|🌸 blossom 樱花|🌹 rose 玫瑰|🌻 sunflower 向日葵|🍀 clover 四叶草|🍂 leaves 落叶|🌲 tree 树
🐶 dog 狗|🐱 cat 猫|🐭 mouse 鼠|🐰 rabbit 兔|🐻 bear 熊|🐼 panda 熊猫|🐯 tiger 虎|🐮 cow 牛
🐷 pig 猪|🐵 monkey 猴|🙈 see_no_evil 不看|🐔 chicken 鸡|🐧 penguin 企鹅|🐟 fish 鱼|🐛 bug 虫|🦄 unicorn 独角兽
🍎 apple 苹果|🍌 banana 香蕉|🍉 watermelon 西瓜|🍓 strawberry 草莓|🍅 tomato 番茄|🍞 bread 面包|🍚 rice 米饭|🍜 noodles 面
🥟 dumpling 饺子|🍕 pizza 披萨|🍔 burger 汉堡|🍟 fries 薯条|🍰 cake 蛋糕|🎂 birthday 生日|🍫 chocolate 巧克力|🍦 icecream 冰淇淋
☕ coffee 咖啡|🍵 tea 茶|🧋 bubble_tea 奶茶|🍺 beer 啤酒|🍻 cheers 干杯|🍷 wine 酒|🎉 tada 撒花|🎈 balloon 气球
🎁 gift 礼物|🧧 red_envelope 红包|🏮 lantern 灯笼|🏆 trophy 奖杯|⚽ soccer 足球|🏀 basketball 篮球|🎮 game 游戏|🎵 music 音乐
🎸 guitar 吉他|🎬 film 电影|📷 camera 相机|💻 computer 电脑|📱 phone 手机|💡 idea 灯泡|📚 books 书|📝 memo 笔记
📅 calendar 日历|⏰ alarm 闹钟|⏳ hourglass 沙漏|💰 money 钱|🔒 lock 锁|🔑 key 钥匙|🔧 wrench 扳手|📌 pin 图钉
🚀 rocket 火箭|✈️ plane 飞机|🚗 car 车|🚲 bike 自行车|🚆 train 火车|🏠 home 家|🏥 hospital 医院|🌍 earth 地球
✅ done 完成|❌ no 错|❓ question 问号|❗ exclamation 感叹号|⚠️ warning 警告|🚫 forbidden 禁止|➕ plus 加|🆗 okay 可以`;

/** @typedef {{emoji: string, names: string[]}} NamedEmoji */

/** @type {NamedEmoji[]} */
export const EMOJI = NAMED.split(/[|\n]/).map((entry) => {
  const [emoji, ...names] = entry.split(' ');
  return { emoji, names };
});

const BY_NAME = new Map(EMOJI.flatMap(({ emoji, names }) => names.map((name) => [name, emoji])));

/**
 * @param {string} name
 * @returns {string | undefined}
 */
export const emojiNamed = (name) => BY_NAME.get(name.toLowerCase());

/**
 * The emoji with exactly this name, then those with a name that begins with some letters, then those whose name
 * contains them.
 *
 * @param {string} letters
 * @returns {NamedEmoji[]}
 */
export function searchEmoji(letters) {
  const wanted = letters.toLowerCase();
  const rank = (/** @type {NamedEmoji} */ { names }) => Math.min(...names.map((name) => rankOf(name, wanted)));
  return EMOJI.filter((one) => rank(one) < NO_MATCH).sort((one, other) => rank(one) - rank(other));
}

const NO_MATCH = 3;

/**
 * @param {string} name
 * @param {string} wanted
 */
function rankOf(name, wanted) {
  if (name === wanted) {
    return 0;
  }
  return name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : NO_MATCH;
}
