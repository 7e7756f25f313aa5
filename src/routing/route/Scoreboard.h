// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "routing/route/AccuracyTable.h"
#include "routing/route/Breaker.h"
#include "routing/route/TargetScore.h"

#include <QHashFunctions>
#include <QString>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace signalbox::routing {

/// A provider's key by its place in the policy; -1 stands for a provider that needs none.
struct KeyName
{
    QString provider;
    int index = -1;

    bool operator==(const KeyName &) const = default;
};

struct ModelName
{
    QString provider;
    QString model;

    bool operator==(const ModelName &) const = default;
};

/// A key at one model of its provider.
struct KeyModelName
{
    KeyName key;
    QString model;

    bool operator==(const KeyModelName &) const = default;
};

struct NameHash
{
    std::size_t operator()(const KeyName &name) const
    {
        return qHashMulti(0, name.provider, name.index);
    }
    std::size_t operator()(const ModelName &name) const
    {
        return qHashMulti(0, name.provider, name.model);
    }
    std::size_t operator()(const KeyModelName &name) const
    {
        return qHashMulti(0, name.key.provider, name.key.index, name.model);
    }
};

/// Live figures per target and per key, and their breakers. Lives on the proxy thread, where every
/// attempt begins and ends. References stay valid as long as the scoreboard, so that a plan may
/// keep them instead of looking names up for each request.
class Scoreboard final
{
public:
    struct Key
    {
        TargetScore score;
        Breaker breaker{Breaker::Of::Key};
    };

    /// The score of \a target, made when new.
    TargetScore &score(const QString &target) { return m_scores[target]; }
    Key &key(const QString &provider, int index);
    Breaker &modelBreaker(const QString &provider, const QString &model);
    Breaker &keyModelBreaker(const QString &provider, int index, const QString &model);
    /// The same where there is one already: looking makes none.
    [[nodiscard]] Key *findKey(const QString &provider, int index);
    [[nodiscard]] Breaker *findKeyModelBreaker(const QString &provider, int index,
                                               const QString &model);
    AccuracyTable &accuracies() { return m_accuracies; }

    [[nodiscard]] const std::unordered_map<QString, TargetScore> &scores() const
    {
        return m_scores;
    }
    [[nodiscard]] const std::unordered_map<KeyName, Key, NameHash> &keys() const { return m_keys; }
    [[nodiscard]] const std::unordered_map<ModelName, Breaker, NameHash> &modelBreakers() const
    {
        return m_modelBreakers;
    }
    [[nodiscard]] const std::unordered_map<KeyModelName, Breaker, NameHash> &
    keyModelBreakers() const
    {
        return m_keyModelBreakers;
    }
    [[nodiscard]] const AccuracyTable &accuracies() const { return m_accuracies; }

    /// What the policy says now of breakers and of accuracies.
    void setPolicy(const models::Policy &policy, qint64 nowNs);

private:
    friend class ScoreboardFile;

    std::unordered_map<QString, TargetScore> m_scores;
    std::unordered_map<KeyName, Key, NameHash> m_keys;
    std::unordered_map<ModelName, Breaker, NameHash> m_modelBreakers;
    std::unordered_map<KeyModelName, Breaker, NameHash> m_keyModelBreakers;
    AccuracyTable m_accuracies;
    models::BreakerSettings m_breakerSettings;
};

/// What is kept of a key at one model of its provider, and whether the key may be used there. Null
/// is what nothing is known of yet.
struct KeyAtModel
{
    Scoreboard::Key *key = nullptr;
    Breaker *limits = nullptr;

    [[nodiscard]] bool mayTry(qint64 nowNs) const
    {
        return (!key || key->breaker.mayTry(nowNs)) && (!limits || limits->mayTry(nowNs));
    }
    /// \a nowNs when nothing bars it.
    [[nodiscard]] qint64 opensAgainAtNs(qint64 nowNs) const
    {
        return std::max(key ? key->breaker.opensAgainAtNs(nowNs) : nowNs,
                        limits ? limits->opensAgainAtNs(nowNs) : nowNs);
    }
    [[nodiscard]] bool isAskedToWait(qint64 nowNs) const
    {
        return (key && key->breaker.isAskedToWait(nowNs))
            || (limits && limits->isAskedToWait(nowNs));
    }
};

} // namespace signalbox::routing
