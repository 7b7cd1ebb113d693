<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Lasting;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Limit;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Origins;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\SshKeys;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Switched;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\CreateRule;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Ending;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\KeysOnly;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\SetPassword;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Step;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\Unexempt;
use Modules\ModuleSecurityChecklist\Lib\Plan\Steps\WatchEdits;
use Modules\ModuleSecurityChecklist\Lib\Ports\LoginKnowledge;

/**
 * What is to be played: steps in their order, and what they rest on.
 */
final class Plan
{
    /** Fields of a step that say what it does in a line. */
    private const BRIEF = ['kind', 'id', 'network', 'subnet', 'enabled', 'maxretry', 'mode', 'object', 'number', 'which'];
    /** Steps that are written down at once, where nothing of one depends on another. */
    private const AT_ONCE = 50;

    private string $action;
    private string $release;
    /** @var list<Step> */
    private array $steps;
    private string $asker;
    private ?int $confirmSeconds;
    /** @var list<string> */
    private array $parts;
    private string $digest;
    /** @var list<string>|null */
    private ?array $undo;

    /**
     * @param string            $release        that it was made for; '': for whichever
     * @param list<Step>        $steps
     * @param string            $asker          address of the person who asks
     * @param int|null          $confirmSeconds null: it need not be confirmed
     * @param list<string>      $parts          of the facts, in the order of the digest
     * @param string            $digest         of those parts; '' without parts
     * @param list<string>|null $undo           what it says it keeps, each entry as JSON; null: it undoes an earlier one
     */
    public function __construct(
        string $action,
        string $release,
        array $steps,
        string $asker,
        ?int $confirmSeconds,
        array $parts = [],
        string $digest = '',
        ?array $undo = null
    ) {
        $this->action = $action;
        $this->release = $release;
        $this->steps = $steps;
        $this->asker = $asker;
        $this->confirmSeconds = $confirmSeconds;
        $this->parts = $parts;
        $this->digest = $digest;
        $this->undo = $undo;
    }

    public function action(): string
    {
        return $this->action;
    }

    public function isFor(string $release): bool
    {
        return $this->release === '' || $this->release === trim($release);
    }

    public function asker(): string
    {
        return $this->asker;
    }

    public function confirmSeconds(): ?int
    {
        return $this->confirmSeconds;
    }

    /**
     * The way back of an earlier plan: confirmed where it takes something from somebody, or opens something again.
     */
    public function isUndo(): bool
    {
        return $this->undo === null;
    }

    /**
     * @return list<string>
     */
    public function parts(): array
    {
        return $this->parts;
    }

    public function digest(): string
    {
        return $this->digest;
    }

    /**
     * @return list<Step>
     */
    public function steps(): array
    {
        return $this->steps;
    }

    /**
     * Whether phones or programs sign in with something else afterwards.
     *
     * @param list<Step> $steps
     */
    public static function renewing(array $steps): bool
    {
        foreach ($steps as $step) {
            foreach ($step->objects(1, false) as $object) {
                if (array_diff($object->owners(), array_keys(Owner::LOGINS)) !== []) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether a person gives a login of the PBX itself another password.
     */
    public function setsPasswords(): bool
    {
        foreach ($this->steps as $step) {
            if ($step instanceof SetPassword) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether whoever asks has to have signed in with a key just now.
     */
    public function needsKey(): bool
    {
        foreach ($this->steps as $step) {
            if ($step instanceof KeysOnly && $step->needsKey()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a person changes things by hand while it waits.
     */
    public function isWatching(): bool
    {
        foreach ($this->steps as $step) {
            if ($step instanceof WatchEdits) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same, with what is to be stored for each of these logins.
     *
     * @param array<string, string> $stored by owner
     */
    public function withPasswords(array $stored): self
    {
        $new = clone $this;
        $new->steps = array_map(static function (Step $step) use ($stored): Step {
            return $step instanceof SetPassword ? $step->storing($stored) : $step;
        }, $this->steps);
        return $new;
    }

    public function isRenewing(): bool
    {
        return self::renewing($this->steps);
    }

    /**
     * Whether it gives new secrets: not one that puts earlier ones back.
     */
    public function isRotation(): bool
    {
        return $this->isRenewing() && !$this->isUndo();
    }

    /**
     * Whether it stands only with what the firewall and Fail2Ban run: new secrets do not wait for them, nor what was exempt
     * meanwhile, nor what limits programs, nor what is stronger than rules. Core makes all rules anew after each new secret, so that they come and go for a while.
     */
    public function needsRules(): bool
    {
        foreach ($this->isRenewing() ? [] : $this->steps as $step) {
            if (!$step instanceof Unexempt && !$step instanceof Ending && !self::isApart($step)) {
                return true;
            }
        }
        return false;
    }

    private static function isApart(Step $step): bool
    {
        $objects = $step->objects(1, false);
        foreach ($objects as $object) {
            if (
                !$object instanceof Limit && !$object instanceof Origins && !$object instanceof Lasting
                && !$object instanceof SshKeys
            ) {
                return false;
            }
        }
        return $objects !== [];
    }

    /**
     * Settings that hold as long as they are stored: those that have to be in force for the plan to stand come first.
     *
     * @return list<string> keys
     */
    public function lasting(): array
    {
        $keys = [];
        foreach (Config::STANDING as $key) {
            if (isset($this->objects(false)[(new Lasting($key))->key()])) {
                $keys[] = $key;
            }
        }
        return $keys;
    }

    /**
     * Networks that are banned like all others from now on.
     *
     * @return list<string>
     */
    public function spareNoMore(): array
    {
        $networks = [];
        foreach ($this->steps as $step) {
            $networks = array_merge($networks, $step instanceof Unexempt ? $step->networks() : []);
        }
        return $networks;
    }

    /**
     * Whose secrets it is about (Owner).
     *
     * @return list<string>
     */
    public function owners(): array
    {
        $owners = [];
        foreach ($this->objects(false) as $object) {
            $owners = array_merge($owners, $object->owners());
        }
        return $owners;
    }

    /**
     * Whose way in is set up by Core some seconds after a step: owners, and SSH where a step is about what opens it.
     *
     * @return list<string>
     */
    public function settles(): array
    {
        $owners = $this->owners();
        $keysOnly = (new Switched(Config::KEYS_ONLY))->key();
        return isset($this->objects(false)[$keysOnly]) ? array_merge($owners, [LoginKnowledge::SSH]) : $owners;
    }

    /**
     * Its steps by place, some of them together: those of one kind that renew secrets do not depend on each other, and thousands of them
     * would be written down for minutes.
     *
     * @return list<non-empty-array<int, Step>>
     */
    public function together(): array
    {
        $runs = [];
        $last = -1;
        $before = null;
        foreach ($this->steps as $index => $step) {
            $kind = self::renewing([$step]) ? $step->told()['kind'] ?? null : null;
            if ($kind === null || $kind !== $before || count($runs[$last]) === self::AT_ONCE) {
                $last++;
            }
            $runs[$last][$index + 1] = $step;
            $before = $kind;
        }
        return array_values($runs);
    }

    /**
     * Whether all that it does can be taken away again by itself: it makes rules, and changes none. Or nothing of it: new secrets
     * stay, and what ends is that they can be undone.
     */
    public function canEnd(): bool
    {
        if ($this->isRenewing()) {
            return true;
        }
        foreach ($this->steps as $step) {
            if (!$step->makesRule()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether it stands without this step; one that does nothing else does not.
     */
    public function standsWithout(Step $step): bool
    {
        foreach ($step->mayMiss() ? $this->steps : [] as $other) {
            if (!$other->mayMiss()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Distinct, in the order in which they are touched.
     *
     * @return array<string, PlanObject> by key
     */
    public function objects(bool $hasOrder): array
    {
        $objects = [];
        foreach ($this->steps as $index => $step) {
            foreach ($step->objects($index + 1, $hasOrder) as $object) {
                $objects[$object->key()] ??= $object;
            }
        }
        return $objects;
    }

    /**
     * Does it say exactly what will be kept?
     */
    public function saysItsUndo(bool $hasOrder): bool
    {
        if ($this->undo === null) {
            return true;
        }
        $own = [];
        foreach ($this->steps as $index => $step) {
            foreach ($step->undo($index + 1, $hasOrder) as $entry) {
                ksort($entry, SORT_STRING);
                $own[] = (string) json_encode($entry);
            }
        }
        $own = array_values(array_unique($own));
        $said = $this->undo;
        sort($own, SORT_STRING);
        sort($said, SORT_STRING);
        return $own === $said;
    }

    /**
     * The configuration after the first so many steps.
     *
     * @param list<string> $categories that Core has
     *
     * @throws PlanRefused when a step cannot be played here
     */
    public function predict(Config $config, array $categories): Config
    {
        foreach ($this->steps as $index => $step) {
            $config = $step->predict($config, $index + 1, new Made(), $categories);
        }
        return $config;
    }

    /**
     * Ids of rules that steps have made although nobody could say so.
     *
     * @param int       $begun     how many steps were begun
     * @param list<int> $idsBefore of the rules that were there before
     */
    public function findMade(Config $config, Made $made, int $begun, array $idsBefore): Made
    {
        foreach (array_slice($this->steps, 0, $begun) as $index => $step) {
            if ($step instanceof CreateRule && $made->find($index + 1) === null) {
                $id = $step->findIn($config, array_merge($idsBefore, array_values($made->ids())));
                $made = $id === null ? $made : $made->with($index + 1, $id);
            }
        }
        return $made;
    }

    /**
     * For whoever watches: asked for every second, so without boxes and lists.
     *
     * @return list<array<string, bool|float|int|string>>
     */
    public function brief(): array
    {
        $brief = [];
        foreach ($this->steps as $one) {
            $step = $one->told();
            $brief[] = array_filter(array_intersect_key($step, array_flip(self::BRIEF)), 'is_scalar');
        }
        return $brief;
    }

    /**
     * For the journal.
     *
     * @return list<array<string, mixed>>
     */
    public function told(): array
    {
        return array_map([self::class, 'toldAtOnce'], $this->together());
    }

    /**
     * Steps that are written down at once, in one piece: a kind, and who or what it is about.
     *
     * @param non-empty-array<int, Step> $steps
     *
     * @return array<string, mixed>
     */
    public static function toldAtOnce(array $steps): array
    {
        $told = array_values(array_map(static function (Step $step): array {
            return $step->told();
        }, $steps));
        if (count($told) === 1) {
            return $told[0];
        }
        $all = array_map(static function (array $step) {
            return $step['number'] ?? $step['id'] ?? $step['object'] ?? '';
        }, $told);
        return ['kind' => $told[0]['kind'] ?? '', 'all' => $all];
    }
}
