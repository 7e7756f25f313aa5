// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QHash>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace signalbox::routing {

/// One target that may serve a request, with the way that leads to it.
struct Candidate
{
    /// A step of a fallback node on the way: which node, which of its steps, and after which
    /// classes of failure the step may be entered.
    struct Step
    {
        int node = 0;
        int index = 0;
        quint32 classes = 0; ///< bit n: ErrorClass n
    };

    const models::Provider *provider = nullptr;
    QString target; ///< target id, or provider/model
    QString model;
    std::string modelUtf8;
    std::string modelJson; ///< the model as the inside of a JSON string
    /// The fields every answer of this candidate carries, complete lines; made once.
    std::string answerFields;
    std::vector<Step> steps; ///< outermost first
};

/// What a name in `model` leads to: candidates in the order they would be tried.
struct Resolution
{
    QString route; ///< empty for a target or provider/model
    std::vector<Candidate> candidates;

    /// The next candidate after \a failed ended with \a errorClass, if the graph goes on.
    [[nodiscard]] std::optional<std::size_t> next(std::size_t failed,
                                                  models::ErrorClass errorClass) const;
};

/// A policy made ready for deciding: immutable, shared between threads.
class RoutePlan final
{
public:
    explicit RoutePlan(std::shared_ptr<const models::Policy> policy);

    [[nodiscard]] const models::Policy &policy() const { return *m_policy; }
    /// The candidates for \a name: a route, a target, or provider/model, in that order. Null when
    /// it is none of these. \a scratch holds a provider/model made up for this request.
    [[nodiscard]] const Resolution *resolve(const QString &name, Resolution &scratch) const;
    /// \a name as the policy has it: Ollama's clients call what has no tag `name:latest`.
    [[nodiscard]] QString withoutDefaultTag(const QString &name) const;
    /// Known names that come closest to \a name, for an error message.
    [[nodiscard]] QString nearestName(const QString &name) const;
    /// Every name /v1/models lists: routes, targets, then provider/model.
    [[nodiscard]] QStringList names() const;

private:
    void compile(const models::Route &route);
    [[nodiscard]] std::optional<Candidate> candidateFor(const QString &name) const;

    std::shared_ptr<const models::Policy> m_policy;
    QHash<QString, Resolution> m_resolutions;
};

/// Classes of failure for which another target may help; a step without `on` takes these.
quint32 defaultFallbackClasses();

} // namespace signalbox::routing
