//! Random bytes of the browser's cryptography.

use crate::ports::Random;

/// The browser's random numbers.
#[derive(Clone, Copy, Debug, Default)]
pub struct CryptoRandom;

impl Random for CryptoRandom {
    fn seed(&self) -> [u8; 32] {
        let mut seed = [0; 32];
        let drawn = web_sys::window()
            .and_then(|window| window.crypto().ok())
            .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut seed).ok());
        // Every browser has had this since 2014, with no condition. Were it missing, equal ids
        // would damage data: stopping is the lesser harm.
        assert!(drawn.is_some(), "the browser gives no random numbers");
        seed
    }
}
