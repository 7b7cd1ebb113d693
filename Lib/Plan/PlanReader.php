<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Facts\Database\Limits;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\ReadableStep;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\RenewAccountSecret;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\SetPassword;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Step;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\StepKinds;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\WatchEdits;
use stdClass;

/**
 * Reads a plan as the contract has it (docs/schemas/plan.schema.json). What is there for people only is left unread; it
 * may be missing, too.
 */
final class PlanReader
{
    private const VERSION = 1;
    private const FIELDS = ['version', 'action', 'release', 'parts', 'factsDigest', 'asker', 'steps', 'undo', 'confirm'];
    private const FOR_PEOPLE = ['title', 'changes', 'reach', 'affected', 'stops', 'warnings'];
    private const STEP_FOR_PEOPLE = ['says'];
    private const BECAUSE = ['reach', 'login', 'bans'];
    private const DIGEST = '/\A[0-9a-f]{64}\z/';
    private const PART = '/\A[A-Za-z][A-Za-z0-9]{0,31}\z/';
    private const MOST_PARTS = 30;
    private const ADDRESS = '/\A[0-9A-Fa-f:.]{2,45}\z/';
    private const RELEASE = '/\A[0-9A-Za-z._-]{1,50}\z/';
    private const MOST_STEPS = 2000;
    private const LEAST_SECONDS = 60;
    private const MOST_SECONDS = 3600;
    /** Fields of an entry of `undo`, by kind. */
    private const UNDO = [
        'rule' => ['kind', 'id'],
        'rule-order' => ['kind'],
        'new-rule' => ['kind', 'id'],
        'fail2ban' => ['kind'],
        'setting' => ['kind', 'key'],
        'account' => ['kind', 'number'],
        'ami-user' => ['kind', 'id'],
        'ari-user' => ['kind', 'id'],
        'login' => ['kind', 'which'],
        Limits::AMI => ['kind', 'id'],
        Limits::KEY => ['kind', 'id'],
        Limits::ROUTE => ['kind', 'id'],
        'edits' => ['kind'],
    ];
    private const RULES = ['rule', 'new-rule'];
    /** What a plan that renews secrets may do besides: nothing that firewall or calls wait for, and nothing that has to be confirmed. */
    private const BESIDES = [
        'fail2ban.patch', 'fail2ban.unban', 'api-key.limit', 'ssh.remove-keys', 'passkeys.end', 'sessions.end',
    ];
    private const LARGEST = 2147483647;

    /**
     * @throws Refused
     */
    public function read(stdClass $json): Plan
    {
        $fields = new Fields($json, self::FIELDS, 'plan.', self::FOR_PEOPLE);
        $fields->number('version', self::VERSION, self::VERSION);
        $asker = $fields->childOrNull('asker', ['address'], ['networks']);
        if ($asker === null) {
            throw $fields->unfit('asker');
        }
        return new Plan(
            $fields->id('action'),
            $fields->text('release', self::RELEASE),
            self::steps($fields),
            $asker->text('address', self::ADDRESS),
            self::confirm($fields),
            $fields->list('parts', self::PART, 1, self::MOST_PARTS),
            $fields->text('factsDigest', self::DIGEST),
            self::undo($fields)
        );
    }

    /**
     * Only what is read: the rest is long, and nobody's business later.
     */
    public static function essence(stdClass $json): stdClass
    {
        $essence = clone $json;
        foreach (self::FOR_PEOPLE as $name) {
            unset($essence->{$name});
        }
        $steps = [];
        foreach (is_array($json->steps ?? null) ? $json->steps : [] as $step) {
            if ($step instanceof stdClass) {
                $step = clone $step;
                unset($step->says);
                $steps[] = $step;
            }
        }
        $essence->steps = $steps;
        return $essence;
    }

    /**
     * @return list<Step>
     */
    private static function steps(Fields $fields): array
    {
        $kinds = StepKinds::byName();
        $names = [];
        foreach ($kinds as $kind => $class) {
            $names[$kind] = array_merge(['kind'], $class::fields());
        }
        $steps = [];
        $each = $fields->eachVariant('steps', 'kind', $names, self::STEP_FOR_PEOPLE, 1, self::MOST_STEPS);
        foreach ($each as $index => $one) {
            /** @var class-string<ReadableStep> $class */
            $class = $kinds[$one->oneOf('kind', array_keys($kinds))];
            $step = $class::read($one);
            $from = $step->refersTo();
            // Only to a rule that an earlier step makes.
            if ($from !== null && !(isset($steps[$from - 1]) && $steps[$from - 1]->makesRule())) {
                throw $fields->unfit("steps[$index].id");
            }
            $steps[] = $step;
        }
        self::mustBeAlone($fields, $steps);
        return $steps;
    }

    /**
     * What renews secrets, sets passwords or watches a person is undone by other rules: nothing else comes with it.
     *
     * @param list<Step> $steps
     *
     * @throws Refused
     */
    private static function mustBeAlone(Fields $fields, array $steps): void
    {
        foreach ([SetPassword::class, WatchEdits::class] as $class) {
            $alike = array_filter($steps, static function (Step $step) use ($class): bool {
                return $step instanceof $class;
            });
            foreach ($alike === [] ? [] : array_diff_key($steps, $alike) as $index => $step) {
                throw $fields->unfit("steps[$index].kind");
            }
        }
        if (!Plan::renewing($steps)) {
            return;
        }
        foreach ($steps as $index => $step) {
            if (!Plan::renewing([$step]) && !in_array($step->told()['kind'] ?? '', self::BESIDES, true)) {
                throw $fields->unfit("steps[$index].kind");
            }
        }
    }

    private static function confirm(Fields $fields): ?int
    {
        if ($fields->isNull('confirm')) {
            return null;
        }
        $confirm = $fields->childOrNull('confirm', ['seconds', 'because']);
        if ($confirm === null) {
            throw $fields->unfit('confirm');
        }
        $confirm->oneOf('because', self::BECAUSE);
        return $confirm->number('seconds', self::LEAST_SECONDS, self::MOST_SECONDS);
    }

    /**
     * @return list<string> each entry as JSON with its keys in order, distinct
     */
    private static function undo(Fields $fields): array
    {
        $said = [];
        foreach ($fields->eachVariant('undo', 'kind', self::UNDO, [], 0, self::MOST_STEPS) as $entry) {
            $kind = $entry->oneOf('kind', array_keys(self::UNDO));
            $fields = ['kind' => $kind];
            if (in_array('id', self::UNDO[$kind], true)) {
                $fields['id'] = in_array($kind, self::RULES, true)
                    ? RuleId::read($entry, 'id')->written()
                    : $entry->number('id', 1, self::LARGEST);
            }
            if (in_array('key', self::UNDO[$kind], true)) {
                $fields['key'] = $entry->oneOf('key', array_merge(Config::SETTINGS, [Owner::SUFFIX_KEY]));
            }
            if (in_array('which', self::UNDO[$kind], true)) {
                $fields['which'] = $entry->oneOf('which', array_keys(Owner::LOGINS));
            }
            if (in_array('number', self::UNDO[$kind], true)) {
                $fields['number'] = $entry->text('number', RenewAccountSecret::NUMBER);
            }
            ksort($fields, SORT_STRING);
            $said[] = (string) json_encode($fields);
        }
        return array_values(array_unique($said));
    }
}
