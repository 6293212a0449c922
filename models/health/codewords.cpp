// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/codewords.h"

#include "models/health/wordset.h"

namespace health {

namespace {

constexpr std::string_view kStandard =
    "abc argparse array asyncio base64 bisect bufio bytes chrono codecs collections "
    "console contextlib copy core crypto csv ctypes dataclasses datetime decimal "
    "encoding enum errors fmt fs functools glob gzip hashlib heapq http importlib "
    "inspect io itertools java javax json kotlin log logging math multiprocessing net "
    "os path pathlib pickle process queue random re runtime secrets shutil signal "
    "socket sort sqlite3 statistics std strconv string strings struct subprocess sync "
    "sys tempfile threading time traceback typing unittest urllib uuid zlib";

constexpr std::string_view kGlobals =
    "Array Boolean Console Date Error File Integer JSON List Map Math Number Object "
    "Objects Promise Set String System Symbol RegExp Thread document exports global "
    "globalThis module process require window abs all any bool chr dict enumerate "
    "filter float hasattr getattr setattr isinstance issubclass iter list map next ord "
    "parseInt parseFloat range repr reversed round setTimeout sorted staticmethod super "
    "tuple zip";

constexpr std::string_view kMethods =
    "add append as_str at begin catch clear close collect concat contains copy count "
    "decode emplace_back empty encode end endswith entries every extend filter finally "
    "find flush forEach format get getOrDefault group head includes indexOf insert "
    "isEmpty items iter iterrows join keys length lower map map_err match next pop push "
    "push_back put raise_for_status read reduce remove replace reverse search set size "
    "slice some sort split startswith stream strip tail then to_string toList toString "
    "unwrap update values";

} // namespace

bool isStandardModule(std::string_view name)
{
    static const Words words = wordsOf(kStandard);
    return words.contains(name);
}

bool isGlobalName(std::string_view name)
{
    static const Words words = wordsOf(kGlobals);
    return words.contains(name);
}

bool isCommonMethod(std::string_view name)
{
    static const Words words = wordsOf(kMethods);
    return words.contains(name);
}

} // namespace health
