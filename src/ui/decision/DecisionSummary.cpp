// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/decision/DecisionSummary.h"

#include "ui/decision/DecisionItems.h"
#include "ui/shell/TargetColors.h"
#include "ui/shell/Theme.h"
#include "ui/widgets/BadgeLine.h"
#include "ui/widgets/Chip.h"
#include "ui/widgets/CopyButton.h"
#include "ui/widgets/ElidingLabel.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace signalbox::ui {

using models::DecisionTree;

namespace {

// Pixels at 100 %.
constexpr int chipSize = 10;
constexpr int headReserve = 48; // for margins, and so that it does not look crowded
constexpr int badgePlace = 3; // in the head, before the buttons
constexpr std::size_t mostLosses = 4; // named one by one

CopyButton *makeCopy(const Theme &theme, const QString &text, const QString &name,
                     CopyButton::Text content, QWidget *parent)
{
    auto *button = new CopyButton(theme, name, std::move(content), parent);
    button->setText(besideIcon(text));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

} // namespace

DecisionSummary::DecisionSummary(const Theme &theme, TargetColors &colors, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_colors(colors)
    , m_chip(new QLabel(this))
    , m_target(makeLabel({}, TextRole::Strong, this))
    , m_served(new ElidingLabel(TextRole::Muted, this))
    , m_reason(makeLabel({}, TextRole::Body, this))
    , m_notice(makeLabel({}, TextRole::Muted, this))
    , m_badges(new BadgeLine(theme, this))
    , m_head(new QHBoxLayout)
    , m_column(new QVBoxLayout(this))
{
    setPanel(this, Panel::Header);
    for (auto *label : {m_reason, m_notice}) {
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto *text = makeCopy(
        theme, tr("Text"), tr("Copy the decision as text"), [this] { return decisionText(m_tree); },
        this);
    text->setObjectName(QStringLiteral("copyDecisionText"));
    auto *json = makeCopy(
        theme, tr("JSON"), tr("Copy the decision as JSON"),
        [this] { return QString::fromUtf8(m_tree.json); }, this);
    json->setObjectName(QStringLiteral("copyDecisionJson"));

    m_head->setSpacing(8);
    m_head->addWidget(m_chip);
    m_head->addWidget(m_target);
    m_head->addWidget(m_served, 1);
    m_head->addWidget(text);
    m_head->addWidget(json);
    m_column->setContentsMargins(12, 4, 8, 6);
    m_column->setSpacing(2);
    m_column->addLayout(m_head);
    m_column->addWidget(m_reason);
    m_column->addWidget(m_notice);
    m_column->addWidget(m_badges);
    connect(&theme, &Theme::changed, this, [this] {
        showChip();
        placeBadges();
    });
}

void DecisionSummary::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    placeBadges();
}

void DecisionSummary::placeBadges()
{
    int taken = m_theme.px(chipSize);
    for (const auto *widget : findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (widget != m_reason && widget != m_notice && widget != m_chip)
            taken += widget->sizeHint().width() + m_head->spacing();
    }
    const bool fits = taken + m_theme.px(headReserve) <= width();
    const bool isInHead = m_head->indexOf(m_badges) >= 0;
    if (fits == isInHead)
        return;
    (isInHead ? static_cast<QBoxLayout *>(m_head) : m_column)->removeWidget(m_badges);
    if (fits)
        m_head->insertWidget(badgePlace, m_badges, 0, Qt::AlignVCenter);
    else
        m_column->addWidget(m_badges);
    m_badges->setSizePolicy(fits ? QSizePolicy::Fixed : QSizePolicy::Expanding,
                            QSizePolicy::Minimum);
    m_badges->updateGeometry();
}

void DecisionSummary::setDecision(const DecisionTree &tree)
{
    m_tree = tree;
    const bool isRefused = !tree.isServed.value_or(true);
    m_target->setText(isRefused                   ? tr("Nobody served it")
                          : tree.target.isEmpty() ? tr("No target is known")
                                                  : tree.target);
    setTone(m_target, isRefused ? Tone::Danger : Tone::Neutral);
    const models::DecisionCandidate *chosen = tree.chosen();
    m_served->setWholeText(chosen && !chosen->model.isEmpty() && !isRefused
                               ? QStringLiteral("%1/%2").arg(chosen->provider, chosen->model)
                               : QString());
    findChild<CopyButton *>(QStringLiteral("copyDecisionJson"))->setEnabled(!tree.json.isEmpty());
    showChip();
    showReason();
    showBadges();
}

void DecisionSummary::showChip()
{
    const bool hasTarget = !m_tree.target.isEmpty() && m_tree.isServed.value_or(true);
    m_chip->setVisible(hasTarget);
    if (!hasTarget)
        return;
    const int size = m_theme.px(chipSize);
    m_chip->setPixmap(chipIcon(m_colors.color(m_tree.target), size).pixmap(size, size));
}

void DecisionSummary::showReason()
{
    QString reason = m_tree.problem.isEmpty() ? m_tree.reason : m_tree.problem;
    if (!reason.isEmpty())
        reason[0] = reason.at(0).toUpper();
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty());
    m_reason->setAccessibleName(tr("Why: %1").arg(reason));
    const QString said = notice();
    m_notice->setText(said);
    m_notice->setVisible(!said.isEmpty());
    setTone(m_notice, m_tree.damage == DecisionTree::Damage::None ? Tone::Neutral : Tone::Warning);
}

QString DecisionSummary::notice() const
{
    if (m_tree.damage == DecisionTree::Damage::NotJson)
        return tr("The decision was kept, but it cannot be read. Below is what the record knows.");
    if (m_tree.damage == DecisionTree::Damage::Partly)
        return tr("Some of the decision cannot be read and is left out. Copy it as JSON to see "
                  "all of it.");
    if (m_tree.origin == DecisionTree::Origin::ByName)
        return tr("The target was asked for by name: there was nothing to decide.");
    if (m_tree.origin == DecisionTree::Origin::NotKept)
        return tr("Recorded without its decision: the path and the candidates are not known.");
    return {};
}

void DecisionSummary::showBadges()
{
    QList<BadgeLine::Badge> badges;
    const auto add = [&](const QString &text, Tone tone = Tone::Neutral, const QString &tip = {}) {
        badges.append({.text = text, .tone = tone, .tip = tip});
    };
    if (!m_tree.route.isEmpty())
        add(tr("route %1").arg(m_tree.route));
    const auto attempts = static_cast<int>(m_tree.attempts.size());
    if (attempts > 0)
        add(tr("%n attempt(s)", nullptr, attempts), attempts > 1 ? Tone::Warning : Tone::Neutral);
    if (m_tree.isStreamed.value_or(false))
        add(tr("streamed"));
    if (const models::DecisionCandidate *chosen = m_tree.chosen()) {
        if (chosen->isTranslated.value_or(false))
            add(tr("translated"), Tone::Neutral,
                tr("The provider speaks another API than the client."));
        const std::size_t named = std::min(chosen->losses.size(), mostLosses);
        for (std::size_t i = 0; i < named; ++i)
            add(tr("lost: %1").arg(chosen->losses.at(i).first), Tone::Warning,
                chosen->losses.at(i).second);
        if (chosen->losses.size() > named)
            add(tr("%n more lost", nullptr, static_cast<int>(chosen->losses.size() - named)),
                Tone::Warning);
    }
    m_badges->setBadges(badges);
    placeBadges();
}

} // namespace signalbox::ui
