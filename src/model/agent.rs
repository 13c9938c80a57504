//! What a browser's user agent tells: inside which other application it runs, and on what device.

/// An application with a browser of its own, which keeps nothing for long and installs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guest {
    /// 微信.
    WeChat,
    /// 企业微信.
    WeCom,
    /// 钉钉.
    DingTalk,
    /// 飞书.
    Feishu,
}

impl Guest {
    /// The application around a browser, by its user agent.
    pub fn of(agent: &str) -> Option<Self> {
        let has = |mark: &str| contains(agent, mark);
        // The browser of 企业微信 names both.
        if has("wxwork") {
            Some(Self::WeCom)
        } else if has("MicroMessenger") {
            Some(Self::WeChat)
        } else if has("DingTalk") {
            Some(Self::DingTalk)
        } else if has("Lark/") || has("Feishu") {
            Some(Self::Feishu)
        } else {
            None
        }
    }

    /// Key of the message with its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::WeChat => "guest-wechat",
            Self::WeCom => "guest-wecom",
            Self::DingTalk => "guest-dingtalk",
            Self::Feishu => "guest-feishu",
        }
    }
}

/// Whether a device is an iPhone or an iPad, where people add to the home screen by hand. An iPad
/// says that it is a Macintosh, but has a screen to touch.
pub fn is_apple_phone(agent: &str, touch_points: i32) -> bool {
    contains(agent, "iPhone") || contains(agent, "iPad") || (contains(agent, "Macintosh") && touch_points > 1)
}

fn contains(agent: &str, mark: &str) -> bool {
    agent.as_bytes().windows(mark.len()).any(|part| part.eq_ignore_ascii_case(mark.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_inside_other_applications_are_known() {
        let check = |agent: &str, want: Option<Guest>| assert_eq!(Guest::of(agent), want, "{agent}");
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
             Mobile/15E148 MicroMessenger/8.0.49(0x18003137) NetType/WIFI Language/zh_CN",
            Some(Guest::WeChat),
        );
        check(
            "Mozilla/5.0 (Linux; Android 13; M2102J2SC) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 \
             Chrome/116.0.0.0 Mobile Safari/537.36 wxwork/4.1.20 MicroMessenger/7.0.1 NetType/4G Language/zh",
            Some(Guest::WeCom),
        );
        check(
            "Mozilla/5.0 (Linux; U; Android 12; zh-CN) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 \
             Chrome/100.0.4896.58 Mobile Safari/537.36 AliApp(DingTalk/7.0.40) com.alibaba.android.rimet/28",
            Some(Guest::DingTalk),
        );
        check(
            "Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Mobile/15E148 Lark/7.10.5 LarkLocale/zh_CN",
            Some(Guest::Feishu),
        );
        for own in [
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
             Version/18.0 Mobile/15E148 Safari/604.1",
            "",
        ] {
            check(own, None);
        }
    }

    #[test]
    fn an_ipad_is_told_from_a_macintosh_by_its_screen() {
        let desktop =
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";
        assert!(!is_apple_phone(desktop, 0) && is_apple_phone(desktop, 5));
        assert!(is_apple_phone("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)", 5));
        assert!(!is_apple_phone("Mozilla/5.0 (Linux; Android 14)", 5));
    }
}
