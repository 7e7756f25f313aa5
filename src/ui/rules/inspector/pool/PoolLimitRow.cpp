// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/inspector/pool/PoolLimitRow.h"

#include "models/policy/PolicyNames.h"
#include "ui/decision/CandidateWords.h"
#include "ui/decision/DecisionWords.h"
#include "ui/rules/inspector/pool/LimitSlider.h"
#include "ui/rules/inspector/pool/MeasureScale.h"
#include "ui/shell/Icon.h"
#include "ui/widgets/Format.h"
#include "ui/widgets/Text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace signalbox::ui {

using models::Measure;
using models::PoolLimit;

namespace {

constexpr std::array percentiles{50, 75, 90, 95, 99};
// Pixels at 100 %, at least.
constexpr int sliderWidth = 50;
constexpr int boundWidth = 84;

/// A bound to begin with, which most targets meet.
double usualBound(Measure measure)
{
    switch (measure) {
    case Measure::Ttft:
        return 2000;
    case Measure::Total:
        return 10'000;
    case Measure::TimePerOutputToken:
        return 50;
    case Measure::SuccessRate:
        return 0.95;
    case Measure::Accuracy:
        return 0.7;
    case Measure::Cost:
        return 0.01;
    case Measure::InputPrice:
        return 5;
    case Measure::InFlight:
        break;
    }
    return 10;
}

} // namespace

PoolLimitRow::PoolLimitRow(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
    , m_measure(new QComboBox(this))
    , m_percentile(new QComboBox(this))
    , m_side(new QComboBox(this))
    , m_remove(new QToolButton(this))
    , m_slider(new LimitSlider(theme, this))
    , m_bound(new QDoubleSpinBox(this))
    , m_hard(new QCheckBox(tr("Excludes those that do not meet it"), this))
    , m_todayText(makeLabel({}, TextRole::Caption, this))
{
    m_measure->setObjectName(QStringLiteral("limitMeasure"));
    m_measure->setAccessibleName(tr("What is limited"));
    for (const auto &[measure, name] : models::measureNames)
        m_measure->addItem(measureText(name, 0), static_cast<int>(measure));
    m_percentile->setAccessibleName(tr("Percentile"));
    for (const int percentile : percentiles)
        m_percentile->addItem(tr("p%1").arg(percentile), percentile);
    m_side->setObjectName(QStringLiteral("limitSide"));
    m_side->setAccessibleName(tr("Ceiling or floor"));
    m_side->addItem(tr("at most"), false);
    m_side->addItem(tr("at least"), true);
    m_remove->setIcon(lineIcon(theme, IconName::Trash));
    m_remove->setToolTip(tr("Remove the limit"));
    m_remove->setAccessibleName(m_remove->toolTip());
    setTone(m_remove, Tone::Flat);
    m_slider->setObjectName(QStringLiteral("limitSlider"));
    m_slider->setAccessibleName(tr("Bound"));
    m_slider->setRange(0, MeasureScale::steps);
    m_slider->setPageStep(MeasureScale::steps / 20);
    m_slider->setSingleStep(MeasureScale::steps / 100);
    m_bound->setObjectName(QStringLiteral("limitBound"));
    m_bound->setAccessibleName(tr("Bound"));
    m_bound->setKeyboardTracking(false);
    m_bound->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_hard->setObjectName(QStringLiteral("limitHard"));
    m_hard->setToolTip(tr("Otherwise they only stand behind those that do"));
    m_todayText->setObjectName(QStringLiteral("limitToday"));
    m_todayText->setWordWrap(true);
    m_todayText->setTextFormat(Qt::PlainText);
    // The longest of their texts would make the form wider than its place.
    for (QComboBox *choice : {m_measure, m_percentile, m_side})
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_measure->setMinimumContentsLength(8);
    m_percentile->setMinimumContentsLength(3);
    m_side->setMinimumContentsLength(6);
    m_slider->setMinimumWidth(theme.px(sliderWidth));
    m_bound->setMinimumWidth(theme.px(boundWidth));
    buildLayout();

    connect(m_measure, &QComboBox::activated, this, &PoolLimitRow::changeMeasure);
    connect(m_percentile, &QComboBox::activated, this, [this] {
        PoolLimit limit = m_limit;
        limit.percentile = m_percentile->currentData().toInt();
        tell(limit);
    });
    connect(m_side, &QComboBox::activated, this, [this] {
        PoolLimit limit = m_limit;
        limit.isFloor = m_side->currentData().toBool();
        tell(limit);
    });
    connect(m_hard, &QCheckBox::clicked, this, [this](bool isHard) {
        PoolLimit limit = m_limit;
        limit.isHard = isHard;
        tell(limit);
    });
    connect(m_remove, &QToolButton::clicked, this, &PoolLimitRow::removed);
    connect(m_slider, &QSlider::valueChanged, this, &PoolLimitRow::slide);
    // While it is dragged only the number follows: a drag is one step of undo.
    connect(m_slider, &QSlider::sliderReleased, this, [this] { slide(m_slider->value()); });
    connect(m_bound, &QDoubleSpinBox::valueChanged, this, [this](double shown) {
        PoolLimit limit = m_limit;
        limit.bound = MeasureScale(m_limit.measure).bound(shown);
        if (!m_isFilling)
            tell(limit);
    });
}

void PoolLimitRow::buildLayout()
{
    auto *what = new QHBoxLayout;
    what->setSpacing(4);
    what->addWidget(m_measure, 1);
    what->addWidget(m_percentile);
    what->addWidget(m_remove);
    auto *bound = new QHBoxLayout;
    bound->setSpacing(4);
    bound->addWidget(m_side);
    bound->addWidget(m_slider, 1);
    bound->addWidget(m_bound);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 4);
    column->setSpacing(4);
    column->addLayout(what);
    column->addLayout(bound);
    column->addWidget(m_todayText);
    column->addWidget(m_hard);
    setFocusProxy(m_measure);
}

void PoolLimitRow::setLimit(const PoolLimit &limit)
{
    const QScopedValueRollback filling(m_isFilling, true);
    if (limit.measure != m_limit.measure)
        m_today.clear();
    m_limit = limit;
    const MeasureScale scale(limit.measure);
    m_measure->setCurrentIndex(m_measure->findData(static_cast<int>(limit.measure)));
    m_percentile->setVisible(hasPercentiles(limit.measure));
    if (m_percentile->findData(limit.percentile) < 0)
        m_percentile->addItem(tr("p%1").arg(limit.percentile), limit.percentile);
    m_percentile->setCurrentIndex(m_percentile->findData(limit.percentile));
    m_side->setCurrentIndex(limit.isFloor ? 1 : 0);
    m_bound->setDecimals(scale.decimals());
    m_bound->setRange(0, scale.most());
    m_bound->setPrefix(scale.prefix());
    m_bound->setSuffix(scale.suffix());
    const double shown = scale.shown(limit.bound);
    if (std::abs(m_bound->value() - shown) > std::pow(10.0, -scale.decimals()) / 2)
        m_bound->setValue(shown);
    if (!m_slider->isSliderDown())
        m_slider->setValue(scale.place(limit.bound));
    m_hard->setChecked(limit.isHard);
    showToday();
}

void PoolLimitRow::setToday(const QStringList &members, const QHash<QString, double> &today)
{
    m_members = members;
    m_today = today;
    showToday();
}

void PoolLimitRow::showToday()
{
    const MeasureScale scale(m_limit.measure);
    const QString measure = models::nameOf(models::measureNames, m_limit.measure);
    QStringList parts;
    QList<int> signsAt;
    for (const QString &member : m_members) {
        const auto found = m_today.constFind(member);
        if (found == m_today.constEnd()) {
            parts.append(QStringLiteral("%1 %2").arg(member, unknownText()));
            continue;
        }
        const bool isMet = m_limit.isFloor ? *found >= m_limit.bound : *found <= m_limit.bound;
        parts.append(QStringLiteral("%1 %2 %3")
                         .arg(isMet ? QStringLiteral("✓") : QStringLiteral("✗"), member,
                              figureText(*found, measure)));
        signsAt.append(scale.place(*found));
    }
    m_todayText->setText(tr("Today: %1").arg(parts.join(QStringLiteral(" · "))));
    m_todayText->setVisible(!parts.isEmpty());
    m_slider->setSigns(signsAt);
    m_slider->setAccessibleDescription(m_todayText->text());
}

QString PoolLimitRow::todayText() const
{
    return m_todayText->text();
}

void PoolLimitRow::changeMeasure()
{
    const auto measure = static_cast<Measure>(m_measure->currentData().toInt());
    if (measure == m_limit.measure)
        return;
    PoolLimit limit = m_limit;
    limit.measure = measure;
    limit.isFloor = isBetterAbove(measure);
    limit.bound = usualBound(measure);
    tell(limit);
}

void PoolLimitRow::slide(int place)
{
    if (m_isFilling)
        return;
    const MeasureScale scale(m_limit.measure);
    PoolLimit limit = m_limit;
    if (place != scale.place(m_limit.bound)) // a number between two places stays as it is
        limit.bound = scale.at(place);
    {
        const QScopedValueRollback filling(m_isFilling, true);
        m_bound->setValue(scale.shown(limit.bound));
    }
    if (!m_slider->isSliderDown())
        tell(limit);
}

void PoolLimitRow::tell(const PoolLimit &limit)
{
    if (limit != m_limit)
        emit edited(limit);
}

} // namespace signalbox::ui
