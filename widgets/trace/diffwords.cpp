// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/diffwords.h"

#include "widgets/common/plaintext.h"
#include "widgets/trace/diffview.h"

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using comparison::Aspect;
using comparison::Weight;

constexpr std::int64_t kComparedCharacters = 300;

} // namespace

QString aspectText(Aspect aspect)
{
    switch (aspect) {
    case Aspect::Structure:
        return DiffView::tr("Structure");
    case Aspect::Inputs:
        return DiffView::tr("Inputs");
    case Aspect::Documents:
        return DiffView::tr("Documents");
    case Aspect::Parameters:
        return DiffView::tr("Parameters");
    case Aspect::Tokens:
        return DiffView::tr("Tokens");
    case Aspect::Duration:
        return DiffView::tr("Duration");
    case Aspect::Outcome:
        return DiffView::tr("Outcome");
    case Aspect::Output:
        return DiffView::tr("Output");
    case Aspect::Claims:
        return DiffView::tr("Claims");
    }
    return {};
}

QString weightMark(Weight weight)
{
    switch (weight) {
    case Weight::Substantial:
        return u"≠"_s;
    case Weight::Without:
        return u"~"_s;
    case Weight::Unknown:
        return u"?"_s;
    case Weight::Natural:
        break;
    }
    return u"="_s;
}

QString weightText(Weight weight)
{
    switch (weight) {
    case Weight::Substantial:
        return DiffView::tr("another thing in substance");
    case Weight::Without:
        return DiffView::tr("differs, without a seen effect");
    case Weight::Unknown:
        return DiffView::tr("cannot be told: not captured on one side");
    case Weight::Natural:
        break;
    }
    return DiffView::tr("natural variation");
}

int orderOf(Weight weight)
{
    return weight == Weight::Substantial ? 0
        : weight == Weight::Without      ? 1
        : weight == Weight::Unknown      ? 2
                                         : 3;
}

QString questionText(comparison::QuestionRelation relation)
{
    switch (relation) {
    case comparison::QuestionRelation::Same:
        return DiffView::tr("The questions are the same.");
    case comparison::QuestionRelation::SameForm:
        return DiffView::tr("The questions are the same but for what they name.");
    case comparison::QuestionRelation::Near:
        return DiffView::tr("The questions are alike, not the same.");
    case comparison::QuestionRelation::Different:
        return DiffView::tr("The questions differ: what follows from them is not held against it.");
    case comparison::QuestionRelation::Unknown:
        return DiffView::tr("What was asked was not captured on one side.");
    }
    return {};
}

QString valueText(const std::string& value)
{
    return value.empty() ? u"–"_s : common::safeLine(value, kComparedCharacters);
}

} // namespace traceview
