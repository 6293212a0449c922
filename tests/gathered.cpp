// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gathered.h"

#include <cstdio>
#include <map>
#include <string>
#include <string_view>

namespace gathered {
namespace {

std::map<std::string, TestMain, std::less<>>& tests()
{
    static std::map<std::string, TestMain, std::less<>> all;
    return all;
}

// "tst_seeking" of "/a/b/tst_seeking.cpp" and of "build/tst_seeking".
std::string nameOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    if (slash != std::string_view::npos)
        path.remove_prefix(slash + 1);
    return std::string(path.substr(0, path.find('.')));
}

} // namespace

bool add(const char* path, TestMain run)
{
    return tests().emplace(nameOf(path), run).second;
}

} // namespace gathered

int main(int argc, char** argv)
{
    const auto& tests = gathered::tests();
    const auto found = tests.find(gathered::nameOf(argc > 0 ? argv[0] : ""));
    if (found != tests.end())
        return found->second(argc, argv);
    std::fputs("Call this program by the name of one of its tests:\n", stderr);
    for (const auto& [name, run] : tests)
        std::fprintf(stderr, "  %s\n", name.c_str());
    return 2;
}
