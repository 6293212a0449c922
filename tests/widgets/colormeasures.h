// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

// How colours are told apart: contrast, what somebody who is colour-blind sees, and how far two
// colours are from one another.
namespace colors {

using Triple = std::array<double, 3>;

inline double linear(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

inline Triple linear(const QColor& color)
{
    return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

inline double luminance(const QColor& color)
{
    const Triple rgb = linear(color);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

// After WCAG 2.2, 1 .. 21.
inline double contrast(const QColor& left, const QColor& right)
{
    const double high = std::max(luminance(left), luminance(right));
    const double low = std::min(luminance(left), luminance(right));
    return (high + 0.05) / (low + 0.05);
}

enum class Sight
{
    Usual,
    Protanopia,
    Deuteranopia,
    Tritanopia,
};
inline constexpr std::array kSights{Sight::Usual, Sight::Protanopia, Sight::Deuteranopia,
                                    Sight::Tritanopia};

// Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision
// Deficiency, IEEE TVCG 15(6), 2009; severity 1.0, on linear RGB.
inline Triple seen(const QColor& color, Sight sight)
{
    using Matrix = std::array<Triple, 3>;
    static constexpr std::array<Matrix, 4> kMatrices{
        Matrix{Triple{1, 0, 0}, Triple{0, 1, 0}, Triple{0, 0, 1}},
        Matrix{Triple{0.152286, 1.052583, -0.204868}, Triple{0.114503, 0.786281, 0.099216},
               Triple{-0.003882, -0.048116, 1.051998}},
        Matrix{Triple{0.367322, 0.860646, -0.227968}, Triple{0.280085, 0.672501, 0.047413},
               Triple{-0.011820, 0.042940, 0.968881}},
        Matrix{Triple{1.255528, -0.076749, -0.178779}, Triple{-0.078411, 0.930809, 0.147602},
               Triple{0.004733, 0.691367, 0.303900}}};
    const Matrix& matrix = kMatrices.at(static_cast<std::size_t>(sight));
    const Triple rgb = linear(color);
    Triple result{};
    for (std::size_t i = 0; i < 3; ++i)
        result.at(i) = std::clamp(matrix.at(i)[0] * rgb[0] + matrix.at(i)[1] * rgb[1]
                                      + matrix.at(i)[2] * rgb[2],
                                  0.0, 1.0);
    return result;
}

// CIELAB of linear RGB, white D65.
inline Triple lab(const Triple& rgb)
{
    const auto f = [](double t) {
        return t > 216.0 / 24389 ? std::cbrt(t) : (24389.0 / 27 * t + 16) / 116;
    };
    const double x = f((0.4124564 * rgb[0] + 0.3575761 * rgb[1] + 0.1804375 * rgb[2]) / 0.95047);
    const double y = f(0.2126729 * rgb[0] + 0.7151522 * rgb[1] + 0.0721750 * rgb[2]);
    const double z = f((0.0193339 * rgb[0] + 0.1191920 * rgb[1] + 0.9503041 * rgb[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

// CIEDE2000 of two colours in CIELAB; about 2 is just seen. After Sharma, Wu, Dalal, Color Research
// and Application 30(1), 2005.
inline double difference(const Triple& left, const Triple& right)
{
    constexpr double kPi = std::numbers::pi;
    const auto seventh = [](double c) {
        const double power = std::pow(c, 7);
        return std::sqrt(power / (power + std::pow(25.0, 7)));
    };
    const double g =
        0.5 * (1 - seventh((std::hypot(left[1], left[2]) + std::hypot(right[1], right[2])) / 2));
    const double a1 = left[1] * (1 + g);
    const double a2 = right[1] * (1 + g);
    const double c1 = std::hypot(a1, left[2]);
    const double c2 = std::hypot(a2, right[2]);
    const auto hueOf = [](double b, double a) {
        const double hue = a == 0 && b == 0 ? 0 : std::atan2(b, a);
        return hue < 0 ? hue + 2 * kPi : hue;
    };
    const double h1 = hueOf(left[2], a1);
    const double h2 = hueOf(right[2], a2);
    double dh = h2 - h1;
    double h = (h1 + h2) / 2;
    if (c1 * c2 == 0) {
        dh = 0;
        h = h1 + h2;
    } else if (std::abs(h1 - h2) > kPi) {
        dh += dh > 0 ? -2 * kPi : 2 * kPi;
        h += h1 + h2 < 2 * kPi ? kPi : -kPi;
    }
    const double dBigH = 2 * std::sqrt(c1 * c2) * std::sin(dh / 2);
    const double l = (left[0] + right[0]) / 2;
    const double c = (c1 + c2) / 2;
    const double t = 1 - 0.17 * std::cos(h - kPi / 6) + 0.24 * std::cos(2 * h)
        + 0.32 * std::cos(3 * h + kPi / 30) - 0.20 * std::cos(4 * h - 63 * kPi / 180);
    const double turn = kPi / 3 * std::exp(-std::pow((h * 180 / kPi - 275) / 25, 2));
    const double dl = (right[0] - left[0])
        / (1 + 0.015 * std::pow(l - 50, 2) / std::sqrt(20 + std::pow(l - 50, 2)));
    const double dc = (c2 - c1) / (1 + 0.045 * c);
    const double hueShare = dBigH / (1 + 0.015 * c * t);
    const double rotation = -std::sin(turn) * 2 * seventh(c);
    return std::sqrt(dl * dl + dc * dc + hueShare * hueShare + rotation * dc * hueShare);
}

inline double difference(const QColor& left, const QColor& right, Sight sight)
{
    return difference(lab(seen(left, sight)), lab(seen(right, sight)));
}

} // namespace colors
