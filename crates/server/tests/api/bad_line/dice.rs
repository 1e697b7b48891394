//! Chance that can be repeated: the same seed, the same throws.

/// Throws numbers.
pub struct Dice(u64);

impl Dice {
    /// Of one seed there are many dice, each with its own number.
    pub fn new(seed: u64, number: usize) -> Self {
        let mut dice = Self(seed ^ (number as u64).wrapping_mul(0xa076_1d64_78bd_642f));
        dice.throw();
        dice
    }

    /// One of so many numbers, from 0.
    pub fn below(&mut self, count: usize) -> usize {
        (self.throw() % count as u64) as usize
    }

    /// True so often in a hundred.
    pub fn in_hundred(&mut self, times: usize) -> bool {
        self.below(100) < times
    }

    /// From 0 to 1.
    pub fn unit(&mut self) -> f64 {
        self.below(1_001) as f64 / 1_000.0
    }

    /// SplitMix64: all bits of a counter, well mixed.
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
