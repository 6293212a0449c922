// SPDX-License-Identifier: GPL-3.0-or-later

// In place of libFuzzer where its compiler is not used: runs the target over the files and folders
// that are named, and over shortened and damaged forms of each, always the same ones.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr int kDamagedForms = PLUMBLINE_DAMAGED_FORMS; // of each file
constexpr std::size_t kLongest = 8192; // bytes; of longer files the beginning is damaged

void run(const std::string& bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

void replay(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), {}};
    run(bytes);
    bytes.resize(std::min(bytes.size(), kLongest));
    if (bytes.empty())
        return;
    std::mt19937 random(static_cast<std::mt19937::result_type>(bytes.size()));
    for (int form = 0; form < kDamagedForms; ++form) {
        std::string damaged =
            bytes.substr(0, form % 4 == 0 ? random() % bytes.size() : bytes.size());
        for (unsigned flips = random() % 4; flips > 0 && !damaged.empty(); --flips)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        run(damaged);
    }
}

} // namespace

int main(int count, char** arguments)
{
    std::vector<std::filesystem::path> files;
    for (int i = 1; i < count; ++i) {
        if (!std::filesystem::is_directory(arguments[i])) {
            files.emplace_back(arguments[i]);
            continue;
        }
        for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[i])) {
            if (entry.is_regular_file())
                files.push_back(entry.path());
        }
    }
    for (const auto& file : files)
        replay(file);
    std::printf("%zu files, each whole and in %d damaged forms\n", files.size(), kDamagedForms);
    return files.empty() ? 1 : 0;
}
