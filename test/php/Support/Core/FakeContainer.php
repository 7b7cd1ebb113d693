<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Core;

use Phalcon\Di\DiInterface;
use Phalcon\Di\ServiceInterface;
use RuntimeException;
use stdClass;

/**
 * Core's container with a language, and with a session where it has one.
 */
final class FakeContainer implements DiInterface
{
    public string $language = 'ru';
    /** @var array<mixed>|null what the session holds; null: there is no such service */
    public ?array $session = null;
    public bool $isSessionOpen = true;
    /** @var mixed what Core keeps of its advice about the password of the cabinet */
    public $advice = null;
    /** @var array<string, mixed> */
    private array $set = [];
    /** @var array<string, mixed> what was asked for once */
    private array $handedOut = [];

    public function setShared(string $name, $definition): ServiceInterface
    {
        $this->set[$name] = $definition;
        return self::resolved(false);
    }

    public function remove(string $name): void
    {
        unset($this->set[$name], $this->handedOut[$name]);
    }

    public function getShared(string $name)
    {
        if (isset($this->handedOut[$name]) || isset($this->set[$name])) {
            return $this->handedOut[$name] ??= $this->set[$name];
        }
        if ($name === 'managedCache') {
            return $this->cache();
        }
        if ($name === 'redis') {
            return new stdClass();
        }
        if ($name === 'cookies') {
            return self::cookies();
        }
        return $name === 'language' ? $this->language : $this->session($name);
    }

    public function get(string $name, $parameters = null)
    {
        return $this->getShared($name);
    }

    public function getService(string $name): ServiceInterface
    {
        $this->session($name);
        return self::resolved($this->isSessionOpen);
    }

    private static function resolved(bool $isResolved): ServiceInterface
    {
        return new class ($isResolved) implements ServiceInterface {
            private bool $isResolved;

            public function __construct(bool $isResolved)
            {
                $this->isResolved = $isResolved;
            }

            public function isResolved(): bool
            {
                return $this->isResolved;
            }
        };
    }

    /**
     * Encrypted on the way: here backwards.
     */
    private static function cookies(): object
    {
        return new class {
            public function get(string $name): object
            {
                $sent = $_COOKIE[$name] ?? '';
                return new class (is_string($sent) ? strrev($sent) : '') {
                    private string $value;

                    public function __construct(string $value)
                    {
                        $this->value = $value;
                    }

                    public function getValue(): string
                    {
                        return $this->value;
                    }
                };
            }
        };
    }

    private function cache(): object
    {
        return new class ($this->advice) {
            /** @var mixed */
            private $advice;

            /**
             * @param mixed $advice
             */
            public function __construct($advice)
            {
                $this->advice = $advice;
            }

            /**
             * @return mixed
             */
            public function get(string $key)
            {
                return substr($key, -17) === 'CheckWebPasswords' ? $this->advice : null;
            }
        };
    }

    private function session(string $name): object
    {
        if ($name !== 'session' || $this->session === null) {
            throw new RuntimeException("Service '$name' was not found");
        }
        return new class ($this->session) {
            /** @var array<mixed> */
            private array $values;

            /**
             * @param array<mixed> $values
             */
            public function __construct(array $values)
            {
                $this->values = $values;
            }

            /**
             * @return mixed
             */
            public function get(string $key)
            {
                return $this->values[$key] ?? null;
            }
        };
    }
}
