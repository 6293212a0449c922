// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/denialwords.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

namespace health {

namespace {

struct TraitWords
{
    std::uint32_t traits = 0;
    std::string_view words;
};

constexpr std::array kTraitWords{
    TraitWords{Courtesy,
               "course sure certainly absolutely definitely unfortunately sadly luckily sorry "
               "afraid right correct exactly indeed actually quite really mind worry worries "
               "problem need doubt question hour yep yeah yup nope nah great fine thanks thank "
               "yes no not nein ja doch leider natürlich klar nee oui non si merci désolé bien "
               "sûr"},
    TraitWords{Comparative | Upward,
               "more later longer greater higher larger bigger older further above mehr später "
               "länger größer"},
    TraitWords{Comparative,
               "less fewer earlier shorter sooner lower smaller younger weniger früher kürzer "
               "kleiner"},
    TraitWords{Than, "than als"},
    TraitWords{OverOrUnder | Upward, "over above beyond exceeding über mindestens wenigstens"},
    TraitWords{OverOrUnder, "under below within unter innerhalb höchstens maximal"},
    TraitWords{Most | Upward, "least"},
    TraitWords{Most, "most"},
    TraitWords{Only, "only just merely simply solely nur bloß allein seulement solo"},
    TraitWords{True, "true case correct right wahr vrai"},
    TraitWords{False, "false wrong untrue incorrect myth mistaken falsch faux"},
    TraitWords{Forget, "forget forgets forgot"},
    TraitWords{Remember, "remember remembers"},
    TraitWords{Flip, "fail failed fails lack lacks unable"},
    TraitWords{Quantity,
               "everybody everyone everything somebody someone something anybody anyone anything "
               "anymore ever jeder jede jedes etwas jemand ein eine einen einem einer eines un "
               "une ne"},
    TraitWords{Light, "a an the any and do does did there"},
    TraitWords{Limit,
               "before after until till since only over under above below within than except "
               "beyond besides else other instead rather once while more less fewer vor nach "
               "erst nur avant après"},
    TraitWords{Condition,
               "if unless whether without otherwise until except or nor wenn falls ohne außer bis "
               "oder sofern ob si sans sauf ou"},
    TraitWords{NewClause,
               "and but yet while is are was were can could will would shall should must may "
               "might has have had do does did und aber ist sind wird werden kann können et mais "
               "est sont"},
    TraitWords{Adverbial, "circumstances way rule account event means case"},
    TraitWords{Loose, "all every each always must should may might could will would shall alle"},
    TraitWords{Denies,
               "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand pas jamais "
               "aucun aucune rien non"},
    TraitWords{That, "that dass daß que"},
    TraitWords{To, "to"},
    TraitWords{Longer, "longer mehr"},
    TraitWords{No, "no"},
    TraitWords{At, "at"},
    TraitWords{Up, "up"},
    TraitWords{But, "but"},
    TraitWords{Nor, "nor"},
    TraitWords{Any, "any"},
    TraitWords{Time, "time"},
};

} // namespace

std::uint32_t traitsOf(const Token& token)
{
    static const std::unordered_map<std::uint64_t, std::uint32_t> table = [] {
        std::unordered_map<std::uint64_t, std::uint32_t> all;
        for (const TraitWords& group : kTraitWords) {
            for (std::string_view words = group.words; !words.empty();) {
                const std::size_t end = std::min(words.find(' '), words.size());
                all[wordKey(words.substr(0, end))] |= group.traits;
                words.remove_prefix(std::min(end + 1, words.size()));
            }
        }
        return all;
    }();
    const auto found = table.find(token.key);
    return found == table.end() ? 0 : found->second;
}

} // namespace health
