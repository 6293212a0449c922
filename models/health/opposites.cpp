// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/opposites.h"

#include "models/health/tokens.h"

#include <array>
#include <bit>
#include <cstddef>
#include <string_view>
#include <vector>

namespace health {

namespace {

// Sides are parted by '|', words by ' '. Written for this project; everyday English only.
constexpr std::array<std::string_view, 61> kOpposites{
    "increase increased rise rose risen grow grew grown gain climb soar surge up upward|decrease "
    "decreased fall fell "
    "fallen decline drop shrink shrank plunge slump down downward reduce reduction",
    "higher highest greater greatest above|lower lowest below lesser",
    "more most|less least fewer fewest",
    "high|low",
    "large larger largest big bigger biggest huge major|small smaller smallest little tiny minor",
    "long longer longest|short shorter shortest brief",
    "old older oldest|new newer newest young younger youngest",
    "good better best|bad worse worst poor poorer",
    "improve improvement|worsen deteriorate",
    "win won winner victory|lose lost loss loser defeat",
    "profit income|loss deficit",
    "success successful succeed|failure unsuccessful fail",
    "before prior previous previously earlier past last|after later next "
    "subsequent subsequently future following upcoming",
    "first|last final",
    "early|late",
    "begin began start started beginning onset|end ended finish finished stop stopped cease",
    "open opened|close closed shut",
    "buy bought purchase purchased|sell sold sale",
    "accept accepted agree agreed approve approved|"
    "reject rejected refuse refused disagree deny denied decline",
    "allow allowed permit permitted enable|forbid forbidden "
    "prohibit prohibited ban banned prevent",
    "include included including|exclude excluded excluding except",
    "with|without",
    "positive|negative",
    "true|false",
    "possible able|impossible unable",
    "likely|unlikely",
    "easy easier easily|hard harder difficult",
    "strong stronger strength|weak weaker weakness",
    "fast faster quick quickly|slow slower slowly",
    "hot hotter warm|cold colder cool",
    "wet|dry",
    "full|empty",
    "heavy|light",
    "rich|poor",
    "male man men boy he his him|female woman women girl she her",
    "north northern|south southern",
    "east eastern|west western",
    "left|right",
    "top|bottom",
    "inside internal inner indoor|outside external outer outdoor",
    "public|private",
    "import imported|export exported",
    "add added adding addition|remove removed removing removal",
    "give gave given send sent provide|receive received take took taken",
    "arrive arrived arrival|depart departed departure leave left",
    "love loved like liked enjoy|hate hated dislike disliked",
    "happy glad pleased|sad unhappy disappointed upset",
    "support supported favor|oppose opposed against",
    "alive living live|dead died die death",
    "present|absent",
    "same similar identical|different unlike",
    "always|never",
    "often frequently usually|rarely seldom",
    "optimistic confident|pessimistic concerned worried",
    "expand expanded expansion|contract contracted contraction",
    "maximum|minimum",

    "legal lawful|illegal unlawful",
    "safe|dangerous unsafe",
    "single one|multiple several many",
    "remember remembered|forget forgot forgotten",
    "outperform outperformed exceed exceeded beat|underperform underperformed lag"};

constexpr std::array<std::string_view, 16> kWordClasses{
    "january|february|march|april|may|june|july|august|september|october|november|december",
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
    "second seconds|minute|hour|day|week|month|quarter|year|decade|century",
    "million|billion|trillion|thousand|hundred",
    "q1|q2|q3|q4",
    "spring|summer|autumn fall|winter",
    "all every each always|most|some several|few|none no never",
    "must required mandatory|should|may might could possibly|will",
    "mother|father|son|daughter|brother|sister|uncle|aunt|husband|wife|cousin|grandmother|"
    "grandfather",
    "red|green|blue|yellow|black|white|orange|purple|brown|pink",
    "morning|afternoon|evening|night|noon|midnight",
    "yesterday|today|tomorrow",
    "meter metre|centimeter cm|kilometer km|inch|foot feet|mile|mm",
    "gram g|kilogram kg|pound lb|ounce oz|mg|ton",
    "percent percentage|dollar usd|euro eur|pound gbp|yen",
    "once|twice double|triple|half"};

class SideTable
{
public:
    SideTable()
        : m_slots(2048)
    {
        for (std::size_t g = 0; g < kOpposites.size(); ++g)
            add(kOpposites[g], static_cast<std::uint8_t>(g + 1));
        for (std::size_t g = 0; g < kWordClasses.size(); ++g)
            add(kWordClasses[g], static_cast<std::uint8_t>(g + kFirstClass));
    }

    Side find(std::uint64_t key) const { return m_slots[place(key)].side; }

private:
    struct Slot
    {
        std::uint64_t key = 0;
        Side side;
    };

    std::size_t place(std::uint64_t key) const
    {
        std::size_t at = key & (m_slots.size() - 1);
        while (m_slots[at].side.group != 0 && m_slots[at].key != key)
            at = (at + 1) & (m_slots.size() - 1);
        return at;
    }

    void add(std::string_view sides, std::uint8_t group)
    {
        std::uint8_t side = 0;
        for (std::size_t at = 0; at < sides.size();) {
            const std::size_t end = std::min(sides.find_first_of(" |", at), sides.size());
            const std::uint64_t key = wordKey(sides.substr(at, end - at));
            // A word of two groups stays in the first.
            Slot& slot = m_slots[place(key)];
            if (slot.side.group == 0)
                slot = {key, {group, side}};
            side =
                static_cast<std::uint8_t>(side + (end < sides.size() && sides[end] == '|' ? 1 : 0));
            at = end + 1;
        }
    }

    std::vector<Slot> m_slots;
};

} // namespace

Side sideOf(std::uint64_t key)
{
    static const SideTable table;
    return table.find(key);
}

} // namespace health
