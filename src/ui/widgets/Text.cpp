// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/Text.h"

#include <QFrame>
#include <QStyle>

namespace signalbox::ui {

namespace {

constexpr const char *panelProperty = "panel";

const char *roleName(TextRole role)
{
    switch (role) {
    case TextRole::Body:
        return "body";
    case TextRole::Muted:
        return "muted";
    case TextRole::Strong:
        return "strong";
    case TextRole::Caption:
        return "caption";
    case TextRole::Title:
        return "title";
    case TextRole::Figure:
        return "figure";
    case TextRole::Unit:
        return "unit";
    }
    return "body";
}

const char *toneName(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return "neutral";
    case Tone::Success:
        return "success";
    case Tone::Warning:
        return "warning";
    case Tone::Danger:
        return "danger";
    case Tone::Primary:
        return "primary";
    case Tone::Flat:
        return "flat";
    case Tone::Segment:
        return "segment";
    case Tone::Rail:
        return "rail";
    }
    return "neutral";
}

const char *panelName(Panel panel)
{
    switch (panel) {
    case Panel::Plain:
        return "plain";
    case Panel::Card:
        return "card";
    case Panel::Header:
        return "header";
    case Panel::Footer:
        return "footer";
    case Panel::Rail:
        return "rail";
    case Panel::Bubble:
        return "bubble";
    case Panel::Code:
        return "code";
    case Panel::Flat:
        return "flat";
    case Panel::List:
        return "list";
    case Panel::Popup:
        return "popup";
    case Panel::Notice:
        return "notice";
    case Panel::Warning:
        return "warning";
    case Panel::Danger:
        return "danger";
    }
    return "plain";
}

void setStyleProperty(QWidget *widget, const char *name, const char *value)
{
    const QString text = QString::fromLatin1(value);
    if (widget->property(name).toString() == text)
        return;
    widget->setProperty(name, text);
    // Rules that depend on a property are only looked at again on a fresh polish.
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace

QLabel *makeLabel(const QString &text, TextRole role, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    setTextRole(label, role);
    return label;
}

void setTextRole(QLabel *label, TextRole role)
{
    setStyleProperty(label, "textRole", roleName(role));
}

void setTone(QWidget *widget, Tone tone)
{
    setStyleProperty(widget, "tone", toneName(tone));
}

void setPanel(QWidget *widget, Panel panel)
{
    setStyleProperty(widget, panelProperty, panelName(panel));
}

QString besideIcon(const QString &text)
{
    return QLatin1Char(' ') + text;
}

QWidget *makeRule(Qt::Orientation orientation, QWidget *parent)
{
    auto *rule = new QFrame(parent);
    if (orientation == Qt::Horizontal)
        rule->setFixedHeight(1);
    else
        rule->setFixedWidth(1);
    setStyleProperty(rule, panelProperty, orientation == Qt::Horizontal ? "rule" : "ruleVertical");
    return rule;
}

} // namespace signalbox::ui
