<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * How a person shows that they still get in after the change.
 */
final class Proof
{
    /** Over a connection that was opened after it. */
    public const CONNECTION = 'connection';
    /** By signing in after it: somebody is in between, or connections are shared (HTTP/2) and no new one came. */
    public const SIGN_IN = 'sign-in';
}
