// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/predicate/ConditionWords.h"

#include "ui/decision/DecisionWords.h"

#include <QCoreApplication>

namespace signalbox::ui {

using models::Comparison;
using models::SignalKind;

namespace {

/// Carries the translation context for functions that belong to no class.
struct ConditionWords
{
    Q_DECLARE_TR_FUNCTIONS(ConditionWords)
};

} // namespace

QString comparisonName(Comparison comparison)
{
    switch (comparison) {
    case Comparison::Equal:
        return ConditionWords::tr("is");
    case Comparison::NotEqual:
        return ConditionWords::tr("is not");
    case Comparison::Below:
        return ConditionWords::tr("is below");
    case Comparison::AtMost:
        return ConditionWords::tr("is at most");
    case Comparison::Above:
        return ConditionWords::tr("is above");
    case Comparison::AtLeast:
        return ConditionWords::tr("is at least");
    case Comparison::In:
        return ConditionWords::tr("is one of");
    case Comparison::NotIn:
        return ConditionWords::tr("is none of");
    case Comparison::Glob:
        return ConditionWords::tr("looks like");
    case Comparison::Regex:
        return ConditionWords::tr("matches");
    case Comparison::Contains:
        return ConditionWords::tr("contains");
    case Comparison::StartsWith:
        return ConditionWords::tr("begins with");
    case Comparison::Exists:
        return ConditionWords::tr("is there");
    }
    return {};
}

bool hasArgument(SignalKind kind)
{
    return kind == SignalKind::Header || kind == SignalKind::Metadata || kind == SignalKind::Body;
}

QString signalKindText(SignalKind kind)
{
    switch (kind) {
    case SignalKind::Header:
        return ConditionWords::tr("header …");
    case SignalKind::Metadata:
        return ConditionWords::tr("metadata …");
    case SignalKind::Body:
        return ConditionWords::tr("body field …");
    default:
        return signalText(models::SignalName{.kind = kind, .argument = {}}.toString());
    }
}

std::vector<SignalGroup> signalGroups()
{
    using enum SignalKind;
    return {
        {ConditionWords::tr("Request"),
         {Model, Route, Client, Dialect, Operation, Stream, Header, Metadata, Body}},
        {ConditionWords::tr("Size"),
         {InputTokens, MaxOutputTokens, Messages, Turns, Images, Documents, Tools}},
        {ConditionWords::tr("What it needs"), {ToolTurn, JsonSchema, Reasoning}},
        {ConditionWords::tr("What it says"),
         {TaskType, Complexity, Language, Sentiment, LastText, SystemText}},
        {ConditionWords::tr("Conversation"),
         {Conversation, PreviousOutcome, PreviousFailures, Frustration}},
        {ConditionWords::tr("Clock"), {Hour, Weekday}},
    };
}

} // namespace signalbox::ui
