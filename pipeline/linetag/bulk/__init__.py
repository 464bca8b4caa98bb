"""Many reports: audited one after the other, or in several processes of this machine."""
