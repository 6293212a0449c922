// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sampling {

// The unigram baseline of SelfCheckGPT (Manakul, Liusie, Gales, EMNLP 2023): words counted over the
// samples and the answer itself.
class UnigramModel
{
public:
    explicit UnigramModel(const std::vector<std::string>& texts);

    // max over its words of -ln p, in nats: high where a word is rare in all texts. 0 of no words.
    double surpriseOf(std::string_view sentence) const;

private:
    std::unordered_map<std::uint32_t, std::size_t> m_counts;
    std::size_t m_total = 0;
};

} // namespace sampling
