<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan\Steps;

use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Plan\Owner;

/**
 * The password that a person typed, for the web cabinet or for SSH. It is never in the plan: what is to be stored comes sealed
 * beside it (PasswordsInPlans). Without it nothing is played.
 */
final class SetPassword extends Renewing
{
    private const TYPED = '$typed';

    private string $which;
    private string $stored = '';

    private function __construct(string $which)
    {
        $this->which = $which;
    }

    public static function kind(): string
    {
        return 'login.password';
    }

    public static function fields(): array
    {
        return ['which', 'password'];
    }

    public static function read(Fields $fields): Step
    {
        $password = $fields->childOrNull('password', [self::TYPED]);
        if ($password === null || !$password->truth(self::TYPED)) {
            throw $fields->unfit('password');
        }
        return new self($fields->oneOf('which', array_keys(Owner::LOGINS)));
    }

    /**
     * @param array<string, string> $stored by owner
     */
    public function storing(array $stored): self
    {
        $new = new self($this->which);
        $new->stored = $stored[$this->which] ?? '';
        return $new;
    }

    public function parts(): array
    {
        return [];
    }

    public function undo(int $place, bool $hasOrder): array
    {
        return [['kind' => 'login', 'which' => $this->which]];
    }

    public function told(): array
    {
        return ['kind' => self::kind(), 'which' => $this->which];
    }

    protected function owner(): string
    {
        return $this->which;
    }

    protected function fresh(): string
    {
        return $this->stored;
    }
}
