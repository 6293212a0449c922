// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/report/document.h"

#include <string>
#include <string_view>

namespace report {

// A page size that is printed on: what the page is laid out for; it prints on any.
enum class PageSize
{
    A4,
    Letter,
};

// One HTML file that loads nothing and runs nothing: a content security policy forbids both, and
// figures are in it as SVG. Light or dark as the reader has it, light on paper.
std::string toHtml(const Document& document, PageSize page = PageSize::A4);

std::string escapedHtml(std::string_view text);

enum class Shade
{
    Light,
    Dark, // of Figure::darkSvg
};
// The drawing as an element of a page: without the head of its document, with ids of its own that
// begin with `prefix`, and its caption and description for who cannot see it. Empty: it is none.
std::string inlineSvg(const Figure& figure, const std::string& prefix, Shade shade = Shade::Light);

} // namespace report
