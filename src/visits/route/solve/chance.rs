//! Chance from a seed: xoshiro256++ (Blackman and Vigna 2019), seeded by splitmix64 (Steele et al. 2014).

/// A stream of chance.
#[derive(Clone, Debug)]
pub(super) struct Chance {
    state: [u64; 4],
}

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        let mut word = seed;
        let state = [(); 4].map(|()| {
            word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        });
        Self { state }
    }

    #[inline]
    fn next(&mut self) -> u32 {
        let state = &mut self.state;
        let out = state[0].wrapping_add(state[3]).rotate_left(23).wrapping_add(state[0]);
        let shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = state[3].rotate_left(45);
        u32::try_from(out >> 32).unwrap_or(0)
    }

    /// A whole number below `bound`; 0 where there is none.
    #[inline]
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let wide = u64::from(self.next()) * u64::try_from(bound).unwrap_or(0);
        usize::try_from(wide >> 32).unwrap_or(0)
    }

    /// From 0 (possible) to 1 (not possible).
    #[inline]
    pub(super) fn unit(&mut self) -> f64 {
        f64::from(self.next()) / 4_294_967_296.0
    }

    /// Above 0, so that it has a logarithm.
    #[inline]
    pub(super) fn positive(&mut self) -> f64 {
        (f64::from(self.next()) + 0.5) / 4_294_967_296.0
    }

    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.below(last + 1);
            list.swap(last, other);
        }
    }
}
