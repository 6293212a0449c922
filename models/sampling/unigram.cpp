// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/unigram.h"

#include "models/similarity/tokens.h"

#include <algorithm>
#include <cmath>

namespace sampling {

UnigramModel::UnigramModel(const std::vector<std::string>& texts)
{
    std::vector<similarity::Token> tokens;
    for (const std::string& text : texts) {
        similarity::tokenize(text, similarity::Syntax::Plain, tokens);
        for (const similarity::Token& token : tokens)
            ++m_counts[token.hash];
        m_total += tokens.size();
    }
}

double UnigramModel::surpriseOf(std::string_view sentence) const
{
    std::vector<similarity::Token> tokens;
    similarity::tokenize(sentence, similarity::Syntax::Plain, tokens);
    double most = 0;
    for (const similarity::Token& token : tokens) {
        const auto found = m_counts.find(token.hash);
        // One that no text holds counts as if it were half there.
        const double count = found == m_counts.end() ? 0.5 : static_cast<double>(found->second);
        most = std::max(most, -std::log(count / std::max(1.0, static_cast<double>(m_total))));
    }
    return most;
}

} // namespace sampling
