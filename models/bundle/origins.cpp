// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/origins.h"

namespace bundle {

using dialect::Field;

std::vector<Origin> nameOrigins()
{
    const std::vector<std::string> service{"service.name"};
    const std::vector<std::string> version{"service.version"};
    const std::vector<Field> prompts{Field::PromptVersion, Field::PromptName};
    const std::vector<Field> models{Field::ModelServed, Field::ModelRequested, Field::Model};
    return {{{"resources", "service"}, {}, service},
            {{"signals", "service"}, {}, service},
            {{"alarms", "service"}, {}, service},
            {{"changes", "service"}, {}, service},
            {{"baselines", "service"}, {}, service},
            {{"link_states", "service"}, {}, service},
            {{"mapping_groups", "service"}, {}, service},
            {{"resources", "version"}, {Field::Release}, version},
            {{"signals", "version"}, {Field::Release}, version},
            {{"changes WHERE field='version'", "value"}, {Field::Release}, version},
            {{"changes WHERE field='version'", "previous"}, {Field::Release}, version},
            {{"resources", "environment"},
             {Field::Environment},
             {"deployment.environment.name", "deployment.environment"}},
            {{"resources", "instance"}, {}, {"service.instance.id"}},
            {{"link_states", "instance"}, {}, {"service.instance.id"}},
            {{"generations", "operation"}, {Field::Operation}, {}},
            {{"signals", "operation"}, {Field::Operation}, {}},
            {{"alarms", "operation"}, {Field::Operation}, {}},
            {{"baselines", "operation"}, {Field::Operation}, {}},
            {{"generations", "provider"}, {Field::Provider}, {}},
            {{"generations", "model_requested"}, {Field::ModelRequested, Field::Model}, {}},
            {{"generations", "model_served"}, {Field::ModelServed, Field::Model}, {}},
            {{"signals", "model"}, models, {}},
            {{"alarms", "model"}, models, {}},
            {{"changes WHERE field='model'", "value"}, models, {}},
            {{"changes WHERE field='model'", "previous"}, models, {}},
            {{"generations", "adapter"}, {Field::Adapter}, {}},
            {{"signals", "adapter"}, {Field::Adapter}, {}},
            {{"changes WHERE field='adapter'", "value"}, {Field::Adapter}, {}},
            {{"changes WHERE field='adapter'", "previous"}, {Field::Adapter}, {}},
            {{"generations", "prompt_version"}, prompts, {}},
            {{"signals", "prompt_version"}, prompts, {}},
            {{"changes WHERE field='prompt_version'", "value"}, prompts, {}},
            {{"changes WHERE field='prompt_version'", "previous"}, prompts, {}},
            {{"signals", "route"}, {Field::Route}, {}},
            {{"evaluations", "check_name"}, {Field::EvaluationName}, {}},
            {{"signals", "check_name"}, {Field::EvaluationName}, {}},
            {{"alarms", "check_name"}, {Field::EvaluationName}, {}},
            {{"baselines", "check_name"}, {Field::EvaluationName}, {}},
            {{"judge_scales", "check_name"}, {Field::EvaluationName}, {}},
            {{"evaluations", "evaluator"}, {Field::Evaluator}, {}},
            {{"judge_scales", "evaluator"}, {Field::Evaluator}, {}}};
}

std::vector<Origin> textOrigins()
{
    return {{{"evaluations", "label"}, {Field::EvaluationLabel}, {}},
            {{"evaluations", "reason"}, {Field::EvaluationExplanation}, {}},
            {{"evaluations", "response_id"}, {Field::ResponseId}, {}}};
}

} // namespace bundle
